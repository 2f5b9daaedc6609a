"""Statements: made-up sentences of letters, plans, conditions, guidelines and laws, each with the parts it is to have.

The parts were written down before the rules read the sentences. A line says, with bars between them:
what the sentence does and to whom; what is done; about what; by when; on which conditions; and what
follows otherwise. A dash is a part that is not there; no line at all is a sentence that is no rule.
"""

from __future__ import annotations

import pytest

from ieworkbench.compare.statements import statements
from ieworkbench.importers import read_bytes
from ieworkbench.model.statement import OrElse, Statement

LETTERS = [
    ("en", "You must return the signed form to the office within three weeks, otherwise we will close your case.",
     "obligation: You | return | the signed form to the office | within three weeks | - | otherwise we will close your case"),
    ("en", "Unless you tell us by phone before Friday, the home help will come on Mondays.",
     "none: the home help | come | on Mondays | - | Unless you tell us by phone before Friday | -"),
    ("en", "The decision may take up to four weeks."),
    ("en", "The form can be found at the library."),
    ("en", "You may appeal this decision if you think that it is wrong.",
     "permission: You | appeal | this decision | - | if you think that it is wrong | -"),
    ("en", "To keep the support, you must report every change in your income.",
     "obligation: you | report | every change in your income | - | To keep the support | implied"),
    ("en", "You will only receive the allowance if you attend the course.",
     "none: You | receive | the allowance | - | if you attend the course | implied"),
    ("en", "You can keep the bed only as long as you need it.",
     "permission: You | keep | the bed | - | only as long as you need it | implied"),
    ("en", "If you move, or if your income changes, you must tell us at once.",
     "obligation: you | tell | us | at once | If you move; if your income changes | -"),
    ("en", "You do not need to reply unless the address is wrong.",
     "permission: You | reply | - | - | unless the address is wrong | -"),
    ("en", "We will stop the payment if we have not heard from you by 1 May.",
     "none: We | stop | the payment | - | if we have not heard from you by 1 May | We will stop the payment"),
    ("en", "Please note that the visit might be cancelled."),
    ("nb", "Du må sende oss kontrakten innen 1. mai, ellers avslår vi søknaden.",
     "obligation: Du | sende | oss kontrakten | innen 1. mai | - | ellers avslår vi søknaden"),
    ("nb", "Behandlingen kan ta opptil åtte uker."),
    ("nb", "Pengene kan være på kontoen din allerede i dag."),
    ("nb", "For å beholde støtten må du møte hver måned.",
     "obligation: du | møte | - | hver måned | For å beholde støtten | implied"),
    ("nb", "For å ha rett til stønaden må du bo i kommunen.",
     "obligation: du | bo | i kommunen | - | For å ha rett til stønaden | implied"),
    ("nb", "Du får støtte bare dersom du følger planen.",
     "none: Du | får | støtte | - | bare dersom du følger planen | implied"),
    ("nb", "Du beholder plassen så lenge du møter.",
     "none: Du | beholder | plassen | - | så lenge du møter | implied"),
    ("nb", "Flytter du, må du melde fra straks.",
     "obligation: du | melde fra | - | straks | Flytter du | -"),
    ("nb", "Har du ikke svart innen fristen, faller retten bort.",
     "none: retten | faller | bort | - | Har du ikke svart innen fristen | faller retten bort"),
    ("nb", "Du trenger ikke å svare med mindre adressen er feil.",
     "permission: Du | svare | - | - | med mindre adressen er feil | -"),
    ("nb", "Beløpet du skal betale etter at skatten er trukket fra, står i vedlegget."),
    ("nb", "Når skatt er trukket fra, skal du betale 900 kroner.",
     "obligation: du | betale | 900 kroner | - | Når skatt er trukket fra | -"),
    ("nb", "Du skal betale 900 kroner etter at skatt er trukket fra.",
     "obligation: Du | betale | 900 kroner | etter at skatt er trukket fra | - | -"),
    ("nb", "Vi kan dessverre ikke behandle klagen før du har skrevet under.",
     "prohibition: Vi | behandle | klagen | - | før du har skrevet under | -"),
    ("nb", "Du kan få plassen hvis du er under 18 år, eller hvis du går på skole.",
     "permission: Du | få | plassen | - | hvis du er under 18 år; hvis du går på skole | -"),
    ("nn", "Du må melde frå dersom du flyttar, elles kan vi stanse stønaden.",
     "obligation: Du | melde frå | - | - | dersom du flyttar | elles kan vi stanse stønaden"),
    ("nn", "Saka kan ta inntil seks veker."),
    ("nn", "For å få hjelpa må du ha ein plan.",
     "obligation: du | ha | ein plan | - | For å få hjelpa | implied"),
]  # fmt: skip

PLANS = [
    ("en", "Staff must not leave the bathroom when U1 is in the shower.",
     "prohibition: Staff | leave | the bathroom | - | when U1 is in the shower | -"),
    ("en", "The night nurse shall, if U1 asks for it, open the window.",
     "obligation: The night nurse | open | the window | - | if U1 asks for it | -"),
    ("en", "U1 is to be weighed every Monday by the primary nurse.",
     "obligation: the primary nurse | be weighed | U1 | every Monday | - | -"),
    ("en", "U1 has the right to refuse the medicine.",
     "entitlement: U1 | refuse | the medicine | - | - | -"),
    ("en", "Where U1 is not able to decide, the doctor decides.",
     "none: the doctor | decides | - | - | Where U1 is not able to decide | -"),
    ("en", "No visitor may enter without the consent of U1.",
     "prohibition: No visitor | enter | - | - | without the consent of U1 | -"),
    ("en", "The coordinator is responsible for the review of the plan.",
     "obligation: The coordinator | - | the review of the plan | - | - | -"),
    ("en", "Neither the ward nor the family may change the dose.",
     "prohibition: Neither the ward nor the family | change | the dose | - | - | -"),
    ("nb", "Personalet skal, dersom U1 ønsker det, følge henne til butikken.",
     "obligation: Personalet | følge | henne til butikken | - | dersom U1 ønsker det | -"),
    ("nb", "Planen skal evalueres hver sjette måned av koordinator.",
     "obligation: koordinator | evalueres | Planen | hver sjette måned | - | -"),
    ("nb", "Selv om bruker protesterer, skal medisinen gis hvis legen har bestemt det.",
     "obligation: - | gis | medisinen | - | hvis legen har bestemt det | -"),
    ("nn", "Berre dersom legen har sagt ja, kan ho gå ut åleine.",
     "permission: ho | gå ut | åleine | - | Berre dersom legen har sagt ja | implied"),
    ("nn", "Vert planen endra, skal brukaren få ein kopi innan to veker.",
     "obligation: brukaren | få | ein kopi | innan to veker | Vert planen endra | -"),
    ("nn", "Brukaren har rett til å seie nei.",
     "entitlement: Brukaren | seie | nei | - | - | -"),
]  # fmt: skip

RULES = [
    ("en", "Not contact the tenant unless the office has agreed in writing.",
     "prohibition: - | contact | the tenant | - | unless the office has agreed in writing | -"),
    ("en", "Attend every meeting, except where a doctor has excused you.",
     "obligation: - | Attend | every meeting | - | except where a doctor has excused you | -"),
    ("en", "The holder must not keep more than two dogs, provided that guide dogs are not counted.",
     "prohibition: The holder | keep | more than two dogs | - | provided that guide dogs are not counted | -"),
    ("en", "If the holder fails to pay, the licence lapses.",
     "none: the licence | lapses | - | - | If the holder fails to pay | the licence lapses"),
    ("en", "The holder may sell coffee, but may not sell beer.",
     "permission: The holder | sell | coffee | - | - | -", "prohibition: The holder | sell | beer | - | - | -"),
    ("en", "The fee shall be paid before the stall is opened.",
     "obligation: - | be paid | The fee | before the stall is opened | - | -"),
    ("en", "Services should, where possible, ask the family.",
     "obligation: Services | ask | the family | - | where possible | -"),
    ("en", "In order to qualify for the course, applicants need to have worked for a year.",
     "obligation: applicants | have worked | for a year | - | In order to qualify for the course | implied"),
    ("en", "Anyone who is ill can ask for another date.",
     "permission: Anyone who is ill | ask | for another date | - | - | -"),
    ("en", "If, after the talk, the user still wants to move, the unit shall help her.",
     "obligation: the unit | help | her | - | If, after the talk, the user still wants to move | -"),
    ("en", "Should the user object, the meeting must be moved.",
     "obligation: - | be moved | the meeting | - | Should the user object | -"),
    ("en", "The text can be hard to read."),
    ("en", "Delays may occur."),
    ("en", "The municipality shall offer a coordinator to any person who needs services over time.",
     "obligation: The municipality | offer | a coordinator to any person who needs services over time | - | - | -"),
    ("en", "The tribunal may set aside the decision if it was made without a hearing, unless the party waived it.",
     "permission: The tribunal | set aside | the decision | - | if it was made without a hearing; unless the party waived it | -"),
    ("en", "No person shall be detained except as provided in this part.",
     "prohibition: - | be detained | No person | - | except as provided in this part | -"),
    ("en", "The board must give reasons, and a copy must be sent to the party.",
     "obligation: The board | give | reasons | - | - | -", "obligation: - | be sent | a copy | - | - | -"),
    ("nb", "Ingen kan flyttes uten samtykke.",
     "prohibition: - | flyttes | Ingen | - | uten samtykke | -"),
    ("nb", "Kommunen plikter å utarbeide en plan for den som har behov for langvarige tjenester.",
     "obligation: Kommunen | utarbeide | en plan for den som har behov for langvarige tjenester | - | - | -"),
    ("nb", "Er vilkårene ikke oppfylt, kan tillatelsen trekkes tilbake.",
     "permission: - | trekkes tilbake | tillatelsen | - | Er vilkårene ikke oppfylt | kan tillatelsen trekkes tilbake"),
    ("nb", "Forbudet gjelder ikke dersom departementet har gitt dispensasjon.",
     "none: Forbudet | gjelder | ikke | - | dersom departementet har gitt dispensasjon | -"),
    ("nn", "Kommunen kan ikkje avslå søknaden utan at søkjaren har fått uttale seg.",
     "prohibition: Kommunen | avslå | søknaden | - | utan at søkjaren har fått uttale seg | -"),
]  # fmt: skip

MORE = [
    ("en", "A licence shall not be renewed where the holder has been fined twice.",
     "prohibition: - | be renewed | A licence | - | where the holder has been fined twice | -"),
    ("en", "Applicants who have moved during the year must send a copy of the lease.",
     "obligation: Applicants who have moved during the year | send | a copy of the lease | - | - | -"),
    ("en", "You are entitled to a taxi if you cannot use the bus.",
     "entitlement: You | - | a taxi | - | if you cannot use the bus | -"),
    ("en", "If you have moved since then, please tell us your new address.",
     "obligation: - | tell | us your new address | - | If you have moved since then | -"),
    ("en", "You will lose your place if you miss two meetings in a row.",
     "none: You | lose | your place | - | if you miss two meetings in a row | -"),
    ("en", "The council may, after hearing the owner, order that the wall be taken down.",
     "permission: The council | order | that the wall be taken down | - | - | -"),
    ("en", "Medicines must be kept locked up unless the user keeps them herself.",
     "obligation: - | be kept | Medicines | - | unless the user keeps them herself | -"),
    ("en", "Only the doctor may change the dose.",
     "permission: the doctor | change | the dose | - | - | -"),
    ("en", "The unit must report falls to the doctor and the next of kin within 24 hours.",
     "obligation: The unit | report | falls to the doctor and the next of kin | within 24 hours | - | -"),
    ("en", "You can apply again as soon as six months have passed.",
     "permission: You | apply | again | - | as soon as six months have passed | -"),
    ("en", "Failure to attend may lead to a reduced allowance.",
     "none: - | lead | to a reduced allowance | - | Failure to attend | may lead to a reduced allowance"),
    ("en", "You need not pay the fee, provided you are a student.",
     "permission: You | pay | the fee | - | provided you are a student | -"),
    ("en", "In order to keep your job open, your employer must be told within seven days.",
     "obligation: - | be told | your employer | within seven days | In order to keep your job open | implied"),
    ("en", "You may bring a friend, except if the meeting is held by video.",
     "permission: You | bring | a friend | - | except if the meeting is held by video | -"),
    ("nb", "Søkere som ikke har sendt inn skjemaet, kan ikke få plass.",
     "prohibition: Søkere som ikke har sendt inn skjemaet | få | plass | - | - | -"),
    ("nb", "Dersom du ikke møter til timen, må du betale et gebyr.",
     "obligation: du | betale | et gebyr | - | Dersom du ikke møter til timen | -"),
    ("nb", "Møter du ikke til timen, blir du trukket fra listen.",
     "none: du | trukket | fra listen | - | Møter du ikke til timen | blir du trukket fra listen"),
    ("nb", "Vedtaket kan påklages til statsforvalteren innen tre uker.",
     "permission: - | påklages | Vedtaket | innen tre uker | - | -"),
    ("nb", "Avdelingen skal sørge for at bruker får middag senest klokken 16.",
     "obligation: Avdelingen | sørge | for at bruker får middag | senest klokken 16 | - | -"),
    ("nb", "Hjelpen gis bare når pårørende er bortreist.",
     "none: - | gis | Hjelpen | - | bare når pårørende er bortreist | implied"),
    ("nb", "Tjenesten er gratis for den som er under 18 år."),
    ("nb", "Har du spørsmål, kan du ringe oss mellom klokken 9 og 15.",
     "permission: du | ringe | oss mellom klokken 9 og 15 | - | Har du spørsmål | -"),
    ("nb", "Du plikter å holde leiligheten i orden så lenge leieforholdet varer.",
     "obligation: Du | holde | leiligheten i orden | - | så lenge leieforholdet varer | -"),
    ("nb", "Det er ikke lov å røyke på rommet.",
     "prohibition: - | røyke | på rommet | - | - | -"),
    ("nb", "Bruker skal ha tilbud om tur hver dag, dersom været tillater det.",
     "obligation: Bruker | ha | tilbud om tur | hver dag | dersom været tillater det | -"),
    ("nb", "Med mindre annet er avtalt, skal nøkkelen leveres i skranken.",
     "obligation: - | leveres | nøkkelen | - | Med mindre annet er avtalt | -"),
    ("nb", "Kommunen kan gi avslag hvis søkeren ikke har bodd i kommunen de siste to årene.",
     "permission: Kommunen | gi | avslag | - | hvis søkeren ikke har bodd i kommunen de siste to årene | Kommunen kan gi avslag"),
    ("nn", "Dersom de ikkje svarar, legg vi bort saka.",
     "none: vi | legg | bort saka | - | Dersom de ikkje svarar | legg vi bort saka"),
    ("nn", "Du har ikkje krav på skyss når du bur nær skulen.",
     "entitlement: Du | - | skyss | - | når du bur nær skulen | -"),
    ("nn", "Kommunen skal gi rettleiing med mindre det er openbert unødvendig.",
     "obligation: Kommunen | gi | rettleiing | - | med mindre det er openbert unødvendig | -"),
    ("nn", "Søkjaren må sjølv leggje fram attest frå lege.",
     "obligation: Søkjaren | leggje fram | attest frå lege | - | - | -"),
    ("nn", "Ho treng ikkje møte før legen har gitt beskjed.",
     "permission: Ho | møte | - | - | før legen har gitt beskjed | -"),
    ("nn", "Så lenge du går på skule, får du stønad.",
     "none: du | får | stønad | - | Så lenge du går på skule | implied"),
    ("nn", "Det kan hende at vi treng fleire opplysningar."),
    ("en", "The aim of the plan is to help the user."),
    ("en", "The user is to see a doctor every week.",
     "obligation: The user | see | a doctor | every week | - | -"),
    ("en", "The habits that emerge from the talk can be used as goals.",
     "permission: - | be used | The habits that emerge from the talk | - | - | -"),
    ("en", "You may not feel well after the visit."),
    ("en", "The holder, within ten days, may ask for a hearing.",
     "permission: The holder | ask | for a hearing | - | - | -"),
    ("en", "Upon such a request the holder shall hand in the key.",
     "obligation: the holder | hand in | the key | - | - | -"),
    ("nb", "Nå kan gamle brukere søke om plass.",
     "permission: gamle brukere | søke | om plass | - | - | -"),
    ("nb", "Det må legges vekt på åpenhet.",
     "obligation: - | legges | vekt på åpenhet | - | - | -"),
    ("nb", "Partene skal ifølge planen møte hver uke.",
     "obligation: Partene | møte | - | hver uke | - | -"),
    ("en", "A firm that has received a key may keep it for a year.",
     "permission: A firm that has received a key | keep | it for a year | - | - | -"),
    ("en", "The rules were laid down on 16 May 2011."),
    ("en", "From May 2014 the rules differ, and you may ask for a copy.",
     "permission: you | ask | for a copy | - | - | -"),
    ("en", "If the lessons are not attended, the boat may be collected.",
     "permission: - | be collected | the boat | - | If the lessons are not attended | the boat may be collected"),
    ("nb", "Du har selv tatt ansvaret for å øve hver dag."),
    ("nn", "Ho har teke ansvaret for å øve kvar dag."),
]  # fmt: skip

LISTS = [
    ("en", "You must:\n- lock the door\n- feed the cat\n",
     "obligation: You | lock | the door | - | - | -", "obligation: You | feed | the cat | - | - | -"),
    ("nb", "Du får støtte hvis\n- du bor i kommunen\n- du er under 30 år\n",
     "none: Du | får | støtte | - | du bor i kommunen; du er under 30 år | -"),
    ("en", "Unless the office agrees, you must not:\n(a) keep a dog;\n(b) sublet the flat.\n",
     "prohibition: you | keep | a dog | - | Unless the office agrees | -",
     "prohibition: you | sublet | the flat | - | Unless the office agrees | -"),
]  # fmt: skip


def line_of(one: Statement) -> str:
    """A statement as a line of the tables."""
    spans = (one.attribute, one.aim, one.object, one.limit)
    who, *others = ("-" if each is None else each.text for each in spans)
    conditions = "; ".join(each.text for each in one.conditions) or "-"
    otherwise = one.or_else.text if one.or_else else "implied" if one.or_else_status is OrElse.IMPLIED else "-"
    return " | ".join((f"{one.deontic.value}: {who}", *others, conditions, otherwise))


@pytest.mark.parametrize("case", [*LETTERS, *PLANS, *RULES, *MORE], ids=lambda case: case[1][:40])
def test_a_sentence_nobody_tuned_for_has_these_parts_and_no_others(case):
    language, words, *lines = case
    found = statements(read_bytes(words.encode(), "text.txt"), language=language, pipeline="rules")
    assert [line_of(each) for each in found] == lines


@pytest.mark.parametrize("case", LISTS, ids=lambda case: case[1][:20])
def test_a_list_goes_on_with_its_lead_in(case):
    language, words, *lines = case
    found = statements(read_bytes(words.encode(), "text.txt"), language=language, pipeline="rules")
    assert [line_of(each) for each in found if each.object is not None] == lines


def test_to_give_notice_refers_to_no_document_and_to_send_a_notice_does():
    found = statements(
        read_bytes(b"You must give notice of it. You must send the notice to us.", "a.txt"), language="en"
    )
    assert [[one.text for one in each.references] for each in found] == [[], ["notice"]]
