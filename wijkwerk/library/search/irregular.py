"""Forms of Dutch words that no rule brings together: strong verbs, and nouns that change inside."""

from wijkwerk.library.search.words import listed

# The stem, then the forms that belong to it; a form counts at the end of longer words too (verstond, kleinkinderen).
_VERBS = """
begin begon begonnen, bied bood boden geboden, bijt beet beten gebeten, bind bond bonden gebonden,
blijf bleef bleven gebleven, breek brak braken gebroken, breng bracht brachten gebracht, buig boog bogen gebogen,
denk dacht dachten gedacht, doe doen doet deed deden gedaan, draag droeg droegen gedragen, drijf dreef dreven gedreven,
drink dronk dronken gedronken, duik dook doken gedoken, eet at aten gegeten, ga gaat gaan ging gingen gegaan,
geef gaf gaven gegeven, geniet genoot genoten, glijd gleed gleden gegleden, grijp greep grepen gegrepen,
heb heeft had hadden gehad, help hielp hielpen geholpen, houd hou hield hielden gehouden, hang hing hingen gehangen,
kies koos kozen gekozen, kijk keek keken gekeken, klink klonk klonken geklonken, kom kwam kwamen komt komen gekomen,
koop kocht kochten gekocht, krijg kreeg kregen gekregen, laat liet lieten gelaten, lees las lazen gelezen,
lieg loog logen gelogen, lig lag lagen gelegen liggen, lijd leed leden geleden, lijk leek leken geleken,
loop liep liepen gelopen, neem nam namen genomen, onderwijs onderwees, prijs prees prezen geprezen,
raad ried geraden, rijd reed reden gereden, roep riep riepen geroepen, ruik rook geroken, scheid gescheiden,
schijn scheen schenen geschenen, schrijf schreef schreven geschreven, schrik schrok schrokken geschrokken,
schiet schoot schoten geschoten, schuif schoof schoven geschoven, sla slaan slaat sloeg sloegen geslagen,
slaap sliep sliepen geslapen, sluit sloot sloten gesloten, snijd sneed sneden gesneden, spreek sprak spraken gesproken,
spring sprong sprongen gesprongen, sta staan staat stond stonden gestaan, steek stak staken gestoken,
steel stal stalen gestolen, sterf stierf stierven gestorven, stijg steeg stegen gestegen, strijd streed streden gestreden,
tref trof troffen getroffen, trek trok trokken getrokken, val viel vielen gevallen, vang ving vingen gevangen,
vaar voer gevaren, vecht vocht vochten gevochten, verdwijn verdween verdwenen, vergeet vergat vergaten,
verlies verloor verloren, vind vond vonden gevonden, vlieg vloog vlogen gevlogen, vraag vroeg vroegen,
weet wist wisten geweten, werf wierf geworven, werp wierp geworpen, wijs wees wezen gewezen, win won wonnen gewonnen,
word werd werden geworden, zeg zei zeiden gezegd, zend zond gezonden, zie ziet zien zag zagen gezien,
zing zong zongen gezongen, zink zonk gezonken, zit zat zaten gezeten zitten, zoek zocht zochten gezocht,
zwem zwom gezwommen, zwijg zweeg zwegen gezwegen, overlijd overleed overleden, bedrieg bedroog bedrogen,
verwijt verweet verweten, oplicht opgelicht opgelichte, mag mogen mocht mochten, kan kunnen kon konden, moet moest moesten, wil wou wilde wilden
"""
_NOUNS = """
bad baden, bedrag bedragen, blad bladeren bladen, dag dagen, dak daken, gat gaten, gebed gebeden, gebrek gebreken, gen genen,
glas glazen, god goden, kind kinderen, lid leden, lied liederen, lot loten, museum musea, oorlog oorlogen, pad paden,
schip schepen, slag slagen, spel spellen, stad steden, verdrag verdragen, verslag verslagen, volk volkeren, weg wegen,
ei eieren, goed goederen, gezag, graf graven, hof hoven, staf staven, bos bossen, koe koeien, moeder moeders, zoon zonen,
crisis crises, centrum centra, forum fora, datum data, medium media, politicus politici, basis bases,
criterium criteria, collega collegae, gevoel gevoelens, deelneem deelname, inneem inname, afneem afname, toeneem toename, beleg belegen, meisje meisjes, oudere ouderen oudere, buurman buurmannen buurlui
"""
# Words that look like such a form and are not.
ITSELF = listed(
    """avondeten beleden verleden geleden midden besteden tevreden heden bereden overleg schrikken gelegenheid
    geniet handreiking heten ontbijt afval ongeval"""
)


def _table(lines: str) -> dict[str, str]:
    return {form: stem for line in lines.split(",") for stem, *forms in [line.split()] for form in forms}


VERBS = _table(_VERBS)
NOUNS = _table(_NOUNS)
FORMS = VERBS | NOUNS
"""Each irregular form with its stem."""

LONGEST = max(map(len, FORMS))
SHORTEST_TAIL = 4
"""A form of fewer letters counts only as a whole word: `las` is read, `atlas` is not."""
