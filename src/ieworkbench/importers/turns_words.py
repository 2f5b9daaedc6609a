"""Words that decide whether what stands before a colon is someone who speaks.

Four lists as data, in English, Norwegian (both), Swedish, Danish, German and French, with a few
words of other languages: parts people have in a talk, names of fields in forms and plans, parts
of a text that carry numbers, and small words that make a label a sentence. All in small letters.
"""

from __future__ import annotations

__all__ = [
    "CLAUSE_WORDS",
    "FIELDS",
    "NAME_PARTICLES",
    "NUMBERED_PARTS",
    "PLACES_OF_PRINT",
    "REMARK_WORDS",
    "ROLES",
    "ROLE_CODES",
    "TABLE_SPEAKER",
    "TABLE_TIME",
    "TABLE_WORDS",
]


def _words(*lists: str) -> frozenset[str]:
    return frozenset(word.strip() for each in lists for word in each.split(",") if word.strip())


ROLES = _words(
    "interviewer, interviewee, interviewed, participant, respondent, informant, moderator, facilitator, researcher",
    "speaker, unknown speaker, narrator, questioner, focus group participant, co-interviewer, note taker, observer",
    "intervjuer, intervjuar, intervjuobjekt, intervjuperson, intervjueren, intervjuaren, informanten, deltaker, deltakar",
    "deltakeren, deltakaren, ordstyrer, ordstyrar, forsker, forskar, taler, talar, spørrer, moderatoren",
    "intervjuare, intervjuaren, intervjupersonen, deltagare, deltagaren, forskare, talare, samtalsledare",
    "interviewperson, interviewpersonen, deltager, deltageren, interviewede, forskeren",
    "interviewerin, befragte, befragter, befragte person, interviewte, interviewter, interviewpartner",
    "interviewpartnerin, teilnehmer, teilnehmerin, teilnehmende, sprecher, sprecherin, moderatorin, forscher, forscherin",
    "proband, probandin, erzähler, erzählerin, interviewende",
    "intervieweur, intervieweuse, interviewé, interviewée, enquêteur, enquêtrice, enquêté, enquêtée, participante",
    "locuteur, locutrice, animateur, animatrice, chercheur, chercheuse, répondant, répondante, modérateur, modératrice",
    "entrevistador, entrevistadora, entrevistado, entrevistada, haastattelija, haastateltava",
    "интервьюер, респондент, модератор, информант, участник, участница, говорящий",
    "访谈者, 受访者, 采访者, 被访者, 主持人, 訪談者, 受訪者, インタビュアー, 聞き手, 話し手, 회답자, 면접자, 질문자, المحاور, المشارك, מראיין, מרואיין",
)
"""Parts in a talk: a label with one of these words is a speaker's, if it stands where labels stand."""

ROLE_CODES = _words("i, int, intv, iv, mod, fac, ip, intw, sp, spk")
"""Short forms that transcribers use for those who ask and answer; `I` foremost."""

FIELDS = _words(
    # remarks that only look like labels
    "nb, n.b, obs, ps, p.s, pps, re, fw, fwd, sv, vs, vedr, cc, bcc, kopi, copy, kopie, copie, note, notes, nota, merk",
    "merknad, merknader, obs!, viktig, important, wichtig, hinweis, tip, tips, warning, advarsel, caution, achtung, example",
    "eksempel, døme, exempel, beispiel, exemple, todo, fixme, ref, see, se, siehe, cf, jf, jfr, vgl, ad, eds, ed",
    # letters and messages
    "subject, emne, betreff, ämne, objet, from, to, fra, frå, til, från, till, von, an, de, à, sent, sendt, date, dato, datum",
    "dates, sak, saka, case, case number, saksnummer, saksnr, sak nr, journalnr, vår ref",
    "vår referanse, deres ref, deres referanse, dykkar ref, our ref, your ref, reference, referanse, referens, aktenzeichen",
    "vedlegg, attachment, attachments, enclosure, enclosures, encl, bilaga, bilag, anlage, anlagen, pièce jointe, annex, appendix",
    "telefon, telephone, phone, tlf, tel, mobil, mobile, cell, faks, fax, e-post, epost, e-mail, email, mail, mejl",
    "adresse, address, adress, postadresse, besøksadresse, anschrift, postboks, postnummer, poststed, web, nett, nettside",
    "website, internett, url, http, https, ftp, mailto, www, file, doi, issn, isbn, orcid, pmid, license, licence, lisens",
    # forms
    "name, navn, namn, nom, vorname, nachname, fornavn, etternavn, førenamn, etternamn, surname, first name, last name, id",
    "fødselsnummer, fødselsnr, fnr, personnummer, personnr, født, fødd, fødselsdato, born, birth, date of birth, dob, geburtsdatum",
    "age, alder, ålder, alter, âge, sex, gender, kjønn, kön, køn, geschlecht, sexe, nationality, statsborgerskap, sivilstand",
    "civil status, marital status, occupation, yrke, stilling, beruf, profession, position, employer, arbeidsgiver, arbeidsgjevar",
    "orgnr, organisasjonsnummer, konto, kontonummer, account, bank, beløp, amount, sum, total, totalt, price, pris, kommune",
    "municipality, fylke, county, land, country, bydel, region, by, city, place, sted, stad, ort, lieu, location, room, rom, time",
    "tid, tidspunkt, klokkeslett, zeit, uhrzeit, heure, duration, varighet, dauer, durée, recording, opptak, lengde, length",
    "innsendt, mottatt, motteke, received, submitted, signed, signatur, signature, underskrift, unterschrift, status, type",
    "versjon, version, page, side, seite, sida, sider, pages, språk, language, sprache, langue, code, kode, kodenummer, nummer",
    "number, nr, no, antall, count, title, tittel, titel, titre, author, authors, forfatter, forfattar, författare, autor, auteur",
    "publisher, forlag, verlag, year, år, jahr, source, sources, kilde, kilder, kjelde, kjelder, källa, quelle, keywords, key words",
    "nøkkelord, stikkord, nyckelord, schlagwörter, mots-clés, abstract, sammendrag, samandrag, summary, zusammenfassung, résumé",
    "transcribed by, transcribed with, transcription, transcript, transcriber, transkribert av, transkripsjon, audio file, audio",
    "lydfil, video, file name, filnavn, filename, interview, intervju, observation, transkription, language(s)",
    # plans, minutes, decisions
    "goal, goals, main goal, sub-goal, subgoal, aim, aims, objective, objectives, target, mål, målet, hovedmål, hovudmål, delmål",
    "langsiktig mål, langsiktige mål, kortsiktig mål, kortsiktige mål, målsetting, måla, ziel, ziele, zielsetzung, but, objectif",
    "objectifs, action, actions, measure, measures, task, tasks, step, steps, activity, activities, intervention, interventions",
    "tiltak, tiltaka, tiltaket, oppgave, oppgaver, oppgåve, oppgåver, aktivitet, aktiviteter, aktivitetar, handling, insats, åtgärd",
    "åtgärder, indsats, maßnahme, maßnahmen, aufgabe, aufgaben, mesure, mesures, tâche, responsible, responsibility, responsible person",
    "ansvarlig, ansvarleg, ansvar, ansvarig, hovedansvarlig, medansvarlig, verantwortlich, zuständig, responsable, owner",
    "deadline, due, due date, by when, frist, tidsfrist, fristen, tidsrom, periode, period, frist for evaluering, termin, échéance",
    "délai, start, startdato, start date, end, slutt, sluttdato, end date, begin, beginn, ende, fra dato, til dato, evaluation",
    "evaluering, evalueringsdato, review, review date, vurdering, oppfølging, oppfølgjing, follow-up, followup, uppföljning",
    "opfølgning, bewertung, évaluation, resultat, resultater, result, results, outcome, outcomes, ergebnis, résultat, effekt",
    "resource, resources, ressurs, ressurser, ressursar, ressourcen, behov, need, needs, bedarf, besoin, ønske, ønsker, ønskje",
    "hope, hopes, fear, fears, dream, dreams, håp, drøm, drømmer, frykt, bekymring, bekymringer, støtte, support",
    "wish, wishes, interesser, styrker, strengths, strength, utfordring, utfordringer, utfordringar, challenge, challenges",
    "problem, problems, issue, issues, barriere, barrierer, hindring, status nå, nåsituasjon, situasjon, situation, background",
    "bakgrunn, bakgrund, hintergrund, kommentar, kommentarer, comment, comments, remark, remarks, bemerkning, bemerkninger",
    "beskrivelse, description, beschreibung, forklaring, explanation, grunn, reason, reasons, begrunnelse, grunngiving, begründung",
    "vedtak, vedtaket, decision, decisions, beslutning, beslut, beschluss, avgjørelse, avgjerd, konklusjon, conclusion, konklusion",
    "fazit, hjemmel, lovhjemmel, heimel, legal basis, vilkår, conditions, condition, krav, requirement, requirements",
    "agenda, dagsorden, sakliste, saksliste, tagesordnung, ordre du jour, present, attendees, attending, apologies, absent",
    "participants, til stede, tilstede, til stades, møtende, forfall, fravær, fråvær, deltakere, deltakarar, deltagere, deltagare:",
    "teilnehmer:, anwesend, présents, møte, møtedato, møtested, meeting, referent, protokoll, minutes, referat",
    "neste møte, next meeting, eventuelt, any other business, aob, minute taker",
    "koordinator for planen, tjeneste, tjenester, teneste, tenester, service, services, instans, kontaktperson, contact, contact person",
    "kontakt, pårørende, diagnose, medisiner, medication, hjelpemidler, bolig, arbeid, helse, økonomi, nettverk, fritid, inntekt",
    # text apparatus
    "definition, definitions, definisjon, theme, themes, tema, thema, thème, topic, topics, emneord, field, heading, question",
    "questions, spørsmål, fråga, frage, fragen, answer, answers, svar, antwort, antworten, réponse, svaralternativ, option",
    "options, alternativ, quote, sitat, zitat, method, methods, metode, data, analysis, analyse, figure, table, note to self",
    "memo, quirks, tests, split, files, file, usage, use, input, output, default, parameters, parameter, returns, raises",
    "args, arguments, attributes, examples, requirements, features, installation, step by step, key, value, label, labels",
    "codes, category, kategori, kategorie, class, import, return, else, try, except, finally, switch, case:, public, private",
    "schema, address line, lesson, rule, rules, advantage, advantages, disadvantage, pros, cons, fordeler, ulemper",
)
"""Names of fields, and remarks that look like labels: `NB`, `Frist`, `Responsible`."""

NUMBERED_PARTS = _words(
    "article, section, chapter, part, paragraph, clause, rule, schedule, appendix, annex, figure, fig, table, tab, box, example",
    "step, phase, stage, day, week, month, year, wave, round, question, q, item, point, no, nr, number, goal, action, task, aim",
    "objective, measure, option, version, vol, volume, page, line, note, theme, topic, lesson, unit, module, group, case, site, study",
    "artikkel, kapittel, kap, del, avsnitt, ledd, punkt, pkt, paragraf, vedlegg, figur, tabell, ramme, trinn, steg, fase, dag, uke, veke",
    "måned, månad, år, runde, spørsmål, spm, sak, mål, delmål, hovedmål, tiltak, oppgave, oppgåve, alternativ, side, tema, gruppe",
    "artikel, kapitel, abschnitt, absatz, teil, anlage, abbildung, abb, tabelle, schritt, tag, woche, frage, ziel, maßnahme, seite",
    "bilaga, fråga, steg, åtgärd, spørgsmål, chapitre, partie, paragraphe, annexe, tableau, étape, jour, semaine, objectif, mesure",
    "interview, intervju, observation, room, rom, file, track, tape",
)
"""Parts of a text or plan that carry a number: `Article 5`, `Tiltak 2`."""

PLACES_OF_PRINT = _words(
    "london, oxford, cambridge, new york, chicago, thousand oaks, beverly hills, newbury park, princeton, berkeley, boston",
    "edinburgh, manchester, bristol, harmondsworth, aldershot, farnham, basingstoke, houndmills, toronto, paris, berlin, wiesbaden",
    "frankfurt, stuttgart, münchen, weinheim, opladen, amsterdam, dordrecht, the hague, oslo, bergen, trondheim, stavanger, tromsø",
    "kristiansand, lillehammer, stockholm, göteborg, lund, uppsala, københavn, copenhagen, aarhus, helsinki, sydney, melbourne, hoboken",
    "new haven, lanham, walnut creek, los angeles, san francisco, washington dc, philadelphia, cham, milton park, abingdon, bingley",
)
"""Where publishers are: in a list of books, `London:` opens many lines."""

CLAUSE_WORDS = _words(
    "the, a, an, this, that, these, those, is, are, was, were, be, been, being, am, has, have, had, do, does, did, done, will, would",
    "can, could, may, might, must, shall, should, he, she, it, they, we, you, me, him, her, them, us, his, their, my, your, its, our",
    "who, which, what, when, where, why, how, if, then, because, as, of, in, on, at, by, for, with, from, to, into, about, than",
    "and, or, but, so, not, no, yes, yeah, well, okay, ok, right, also, first, second, third, finally, however, therefore, thus, hence",
    "here, there, now, again, like, just, only, said, says, say, asked, asks, ask, told, tells, wrote, writes, argues, argued, states",
    "stated, notes, noted, adds, added, replied, answered, claims, claimed, reports, reported, explains, explained, follows, following",
    "namely, including, means, meaning, e.g, i.e, eg, ie, etc, viz, once, before, after, while, under, over, every, all, any, each, some",
    "more, most, many, few, several, one, two, three, four, five, both, between, i.a, let, please, dear, hi, hello, thanks",
    "en, ei, et, den, det, de, dei, denne, dette, disse, er, var, vore, vært, blir, ble, blei, har, hadde, ha, kan, kunne, kan, skal",
    "skulle, vil, ville, må, måtte, bør, burde, han, hun, ho, vi, dere, dykk, du, jeg, eg, meg, deg, seg, oss, dem, min, din, sin, vår",
    "hans, hennar, hennes, som, hvem, kven, hva, kva, når, hvor, kor, hvorfor, kvifor, hvordan, korleis, hvis, dersom, fordi, om, av, i",
    "på, ved, for, med, fra, frå, til, enn, og, eller, men, så, ikke, ikkje, ja, nei, jo, altså, også, først, deretter, likevel, derfor",
    "her, der, nå, no, igjen, bare, sa, sier, seier, spurte, spør, svarte, svarer, skrev, skriver, mener, meiner, følger, følgende",
    "følgjande, nemlig, blant, bl.a, f.eks, dvs, mellom, under, over, etter, før, mens, alle, noen, nokre, flere, fleire, begge, å, at",
    "inte, är, var, och, eller, att, som, med, av, från, till, sade, säger, frågade, jag, hon, vad, nej, alltså, också, följande",
    "ikke, hun, jeg, hvad, nej, også, efter, siger, spurgte, følgende, altid",
    "der, die, das, ein, eine, ist, sind, war, waren, hat, haben, wird, werden, kann, muss, soll, er, sie, es, wir, ihr, ich, mich, mir",
    "und, oder, aber, so, nicht, nein, doch, also, dann, da, hier, jetzt, von, mit, zu, zum, zur, auf, für, bei, aus, nach, als, wie",
    "wenn, weil, dass, was, wer, wo, wann, warum, sagt, sagte, fragte, schrieb, folgende, folgendes, nämlich, z.b, d.h, bzw, genau",
    "le, la, les, un, une, des, du, ce, cette, ces, est, sont, était, a, ont, il, elle, ils, elles, nous, vous, je, tu, on, et, ou",
    "mais, donc, ne, pas, non, oui, dans, sur, par, pour, avec, que, qui, quoi, si, dit, demande, demanda, suivant, suivante, suivants",
    "p.ex, c'est-à-dire, alors, voilà, ensuite, enfin",
)
"""Small words: a label that holds one is the start of a sentence, such as `He said`."""

NAME_PARTICLES = _words(
    "von, van, de, der, den, af, av, da, di, do, dos, du, la, le, el, al, bin, ben, bint, ibn, zu, ter, ten, y, e, and, og, og/eller, und, et, &, +"
)
"""Small words inside names, and between two who speak together."""

REMARK_WORDS = _words(
    "inaudible, unclear, unintelligible, indistinct, crosstalk, cross-talk, overlapping, overlap, pause, pauses, silence, laughs",
    "laughter, laughing, laugh, chuckles, chuckle, giggles, coughs, cough, sighs, sigh, crying, cries, sobs, noise, music, applause",
    "interruption, interrupted, phone rings, break, redacted, whispers, clears throat, nods, smiles, off microphone, background",
    "uhørlig, uhørbart, uhørlege, utydelig, utydeleg, uklart, pause, stille, stillhet, ler, latter, lattar, humrer, hoster, sukker",
    "sukk, gråter, hvisker, kviskrar, avbrudd, avbrot, overlapper, nikker, smiler, snakker samtidig, mobilen ringer",
    "ohörbart, otydligt, paus, skratt, skrattar, suckar, gråter, tystnad, hostar, griner, latter, suk, utydeligt",
    "unverständlich, unv, undeutlich, pause, lacht, lachen, beide lachen, schmunzelt, hustet, seufzt, weint, schweigt, räuspert, gleichzeitig",
    "inaudible, rires, rit, silence, soupir, soupire, tousse, pleure",
)
"""Words of transcribers' remarks between brackets."""

TABLE_TIME = _words(
    "time, times, timecode, time code, timestamp, time stamp, start, start time, begin, in, tid, tidskode, tidspunkt, tidsstempel",
    "zeit, zeitmarke, zeitstempel, timecodes, heure, temps, minutt, klokkeslett",
)
TABLE_SPEAKER = _words(
    "speaker, speakers, name, participant, who, person, voice, taler, talar, talare, hvem, kven, navn, namn, vem, sprecher, sprecherin",
    "person, wer, locuteur, nom, interlocuteur, deltaker, deltakar, rolle, role, id",
)
TABLE_WORDS = _words(
    "text, words, transcript, transcription, utterance, speech, content, said, talk, dialogue, tekst, ord, utsagn, transkripsjon",
    "replikk, ytring, transkript, transkription, äußerung, inhalt, texte, parole, paroles, contenu, sagt, innhold, innhald",
)
"""Heads of the columns of a table of turns."""
