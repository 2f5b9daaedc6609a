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


@pytest.mark.parametrize("case", [*LETTERS, *PLANS, *RULES], ids=lambda case: case[1][:40])
def test_a_sentence_nobody_tuned_for_has_these_parts_and_no_others(case):
    language, words, *lines = case
    found = statements(read_bytes(words.encode(), "text.txt"), language=language, pipeline="rules")
    assert [line_of(each) for each in found] == lines


@pytest.mark.parametrize("case", LISTS, ids=lambda case: case[1][:20])
def test_a_list_goes_on_with_its_lead_in(case):
    language, words, *lines = case
    found = statements(read_bytes(words.encode(), "text.txt"), language=language, pipeline="rules")
    assert [line_of(each) for each in found if each.object is not None] == lines
