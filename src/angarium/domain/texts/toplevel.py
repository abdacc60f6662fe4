"""Top-level domains by which a bare name counts as a link: every country's, and the generic ones that are in use."""

from __future__ import annotations

_COUNTRIES = (
    "ac ad ae af ag ai al am ao aq ar as at au aw ax az ba bb bd be bf bg bh bi bj bm bn bo br bs bt bw by bz ca cc cd cf cg ch ci"
    " ck cl cm cn co cr cu cv cw cx cy cz de dj dk dm do dz ec ee eg er es et eu fi fj fk fm fo fr ga gb gd ge gf gg gh gi gl gm gn"
    " gp gq gr gs gt gu gw gy hk hm hn hr ht hu id ie il im in io iq ir is it je jm jo jp ke kg kh ki km kn kp kr kw ky kz la lb lc"
    " li lk lr ls lt lu lv ly ma mc md me mg mh mk ml mm mn mo mp mq mr ms mt mu mv mw mx my mz na nc ne nf ng ni nl no np nr nu nz"
    " om pa pe pf pg ph pk pl pm pn pr ps pt pw py qa re ro rs ru rw sa sb sc sd se sg sh si sk sl sm sn so sr ss st su sv sx sy sz"
    " tc td tf tg th tj tk tl tm tn to tr tt tv tw tz ua ug uk us uy uz va vc ve vg vi vn vu wf ws ye yt za zm zw"
)
_GENERIC = (
    "com net org info biz edu gov int mil aero arpa asia cat coop jobs mobi museum name post pro tel travel academy accountant"
    " actor agency ai amsterdam app apartments archi army art associates attorney auction audio author auto baby band bank bar"
    " barcelona bargains bayern beauty beer berlin best bet bible bid bike bingo bio black blog blue boats bond book boutique box"
    " broker brussels build builders business buzz cab cafe camera camp capital cards care career careers cars casa cash casino"
    " catering center ceo channel charity chat cheap church city claims cleaning click clinic clothing cloud club coach codes coffee"
    " college cologne community company computer condos construction consulting contact contractors cooking cool country coupons"
    " courses credit creditcard cricket cruises dance data date dating day deal deals degree delivery democrat dental dentist design"
    " dev diamonds diet digital direct directory discount doctor dog domains download earth eco education email energy engineer"
    " engineering enterprises equipment estate events exchange expert exposed express fail faith family fan fans farm fashion"
    " feedback film finance financial fish fishing fit fitness flights florist flowers fly foo football forex forsale forum"
    " foundation fun fund furniture futbol fyi gallery game games garden gay gift gifts gives glass global gmbh gold golf google"
    " graphics gratis green gripe group guide guitars guru hair hamburg haus health healthcare help hockey holdings holiday"
    " homes horse hospital host hosting hotel house how ice icu immo immobilien inc industries ink institute insurance insure"
    " international investments irish istanbul jetzt jewelry juegos kaufen kitchen kiwi koeln land lat law lawyer lease legal lgbt"
    " life lighting limited limo link live llc loan loans lol london lotto love ltd luxe luxury maison management market marketing"
    " markets mba media melbourne memorial men menu miami miniature moda mom money monster mortgage moscow motorcycles mov movie"
    " navy network new news ninja now nyc observer one ong onion online ooo paris partners parts party pet photo photography photos"
    " physio pics pictures pink pizza place plumbing plus poker porn press prof productions promo properties property protection"
    " pub quest racing realty recipes red rehab reise reisen rent rentals repair report republican rest restaurant review reviews"
    " rich rip rocks rodeo rugby run saarland sale salon sarl school schule science security services sex sexy shiksha shoes shop"
    " shopping show singles site ski skin soccer social software solar solutions space storage store stream studio study style"
    " sucks supplies supply support surf surgery swiss sydney systems taipei tattoo tax taxi team tech technology tennis theater"
    " theatre tickets tienda tips tires tirol tm today tokyo tools top tours town toys trade trading training tube university"
    " uno vacations vegas ventures versicherung vet viajes video villas vin vip vision vodka vote voting voyage wales wang watch"
    " webcam website wedding wiki win wine wien work works world wtf xyz yachts yoga yokohama youtube zip zone ton"
)
_OTHER = "рф бел укр срб мкд мон қаз рус онлайн сайт дети москва бг ею ελ 中国 中國 香港 台灣 台湾 한국 भारत 网络 公司"

TOP_LEVEL = frozenset(f"{_COUNTRIES} {_GENERIC} {_OTHER}".split())
