"""Invented reports for the tests of origins."""

FLOOD_FIRST_HALF = (
    "The river Oste burst its banks near Brandling on Tuesday night and flooded some 340 houses in the lower town. "
    "Mayor Ilka Drost said that the dam above the mill had held, but that water had come through the old railway "
    "tunnel, which nobody had thought to close. Firefighters carried 61 people from upper floors by boat. Two of them "
    "were taken to the hospital in Merden with signs of exposure. "
)
FLOOD_SECOND_HALF = (
    "The waterworks expect the level to fall by Friday, provided that the rain in the hills stays away. Engineer Pavel "
    "Roth called the tunnel a mistake of 1974 that had waited for its night. The county has promised 12 million crowns "
    "for a gate, and the parish hall of Saint Anne takes in everyone who cannot go home. Schools in Brandling and "
    "Sturrow stay closed until Monday, the trains to Merden run every two hours."
)
FLOOD = FLOOD_FIRST_HALF + FLOOD_SECOND_HALF
FLOOD_EDITED = (
    "The river Oste overflowed its banks near Brandling on Tuesday night and flooded some 340 homes in the lower town. "
    "Mayor Ilka Drost said that the dam above the mill had held, but that water had come through the old railway "
    "tunnel, which nobody had thought to close. Firemen carried 61 people from upper floors by boat. Two of them "
    "were brought to the hospital in Merden with signs of exposure. "
    "The waterworks expect the level to fall by Friday, provided that the rain in the hills stays away. Engineer Pavel "
    "Roth called the tunnel a mistake of 1974 that had waited for its night. The county promises 12 million crowns "
    "for a gate, and the parish hall of Saint Anne takes in everyone who cannot return home."
)
FLOOD_IN_OTHER_WORDS = (
    "Brandling is under water. After days of rain the Oste rose on Tuesday evening until it found the disused railway "
    "tunnel and poured through it into the lower town, where about 340 homes now stand in mud. Fire crews in boats "
    "rescued 61 residents, and two are being treated for cold in Merden. The dam itself never failed, Mayor Ilka Drost "
    "insisted. For Pavel Roth, an engineer, the blame lies with planners of 1974. A gate would cost 12 million crowns, "
    "money that the county now says it has. Families sleep in the hall of Saint Anne; lessons resume on Monday."
)
STRIKE = (
    "Bus drivers in Quillan walked out on Thursday morning after talks with the operator Nordline broke down over "
    "night shifts. The union TVK wants 11 hours of rest between two turns and says that 7 are common. Nordline spokesman "
    "Edo Farkas replied that the timetable of Quillan had been agreed in March by both sides. About 90,000 passengers a "
    "day depend on the lines. Only the airport shuttle and the hospital route are served until the strike ends."
)
NOTICES = (
    "The editors welcome corrections by letter or through the form on our pages. Photographs may not be used elsewhere "
    "without the consent of the picture desk. Readers who hold a yearly pass can open the archive and listen to a "
    "spoken version of every text. A digest of the most read reports goes out every week to everyone on the list."
)
WEATHER = (
    "{place} can expect {low} degrees in the early morning and up to {high} in the afternoon on {day}. A weak wind from "
    "the {wind} brings cloud towards evening, with a {chance} percent chance of rain around {town}. The weather office in "
    "{office} advises walkers in the hills to take warm clothes, since gusts of {gust} kilometres an hour are possible "
    "above the tree line. The outlook for the days after remains changeable, with milder air coming in by {end}."
)
MATCH = (
    "{home} beat {away} by {score} on Saturday in front of {crowd} spectators. {scorer} put the hosts ahead in minute "
    "{first} after a corner from the left, and {second_scorer} settled matters in minute {second} with a shot from the "
    "edge of the area. {coach} praised the discipline of his side. The visitors had the better of the opening but found "
    "no way past {keeper}. {home} now lie in place {place} of the table with {points} points."
)
WEATHERS = (
    WEATHER.format(place="Brandling", low=4, high=13, day="Sunday", wind="west", chance=30, town="Merden",
                   office="Ostholm", gust=55, end="Wednesday"),
    WEATHER.format(place="Quillan", low=9, high=21, day="Tuesday", wind="south", chance=10, town="Port Vey",
                   office="Ostholm", gust=40, end="Friday"),
)  # fmt: skip
MATCHES = (
    MATCH.format(home="Merden", away="Sturrow", score="2-0", crowd="4,120", scorer="Lund", first=17,
                 second_scorer="Okafor", second=71, coach="Trainer Reimann", keeper="Vitek", place=3, points=28),
    MATCH.format(home="Quillan", away="Port Vey", score="3-1", crowd="11,800", scorer="Baptiste", first=33,
                 second_scorer="Soler", second=88, coach="Trainer Hagen", keeper="Duarte", place=7, points=19),
)  # fmt: skip
CHINESE = (
    "周二夜间，奥斯特河在布兰德林附近决堤，下城约三百四十户人家被淹。市长说，磨坊上方的水坝没有垮，"
    "但是河水从废弃的铁路隧道涌了进来。消防员用小船救出六十一人，其中两人被送往医院。"
    "水务局预计水位到周五会下降，前提是山区不再下雨。学校停课到下周一，火车每两小时开一班。"
)
CHINESE_OTHER = (
    "周四早晨，基兰的公交司机因夜班问题与公司谈判破裂而罢工。工会要求两班之间休息十一小时，"
    "并表示目前常常只有七小时。公司发言人回应说，时刻表早在三月就由双方商定。"
    "每天约有九万名乘客依靠这些线路，罢工结束前只有机场专线和医院线路照常运行。"
)
BRIEF = "The bridge at Sturrow is closed until Monday."
POOL = (FLOOD, FLOOD, FLOOD_EDITED, FLOOD_FIRST_HALF, FLOOD_SECOND_HALF, STRIKE, STRIKE + NOTICES, *WEATHERS, BRIEF)
"""Texts of which some are equal, some near-duplicates, and two only by way of a third."""
