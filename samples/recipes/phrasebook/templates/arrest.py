"""Police, arrests, detention, beatings and what followed."""

# ruff: noqa: E501 - one template a line, however long

TEXT = """
C|{agency}来过你家吗？|Did {agency} come to your home?
R|{agency}来过我家{times}。|{agency} came to my home {times}.
C|{agency}是什么时候来的？|When did {agency} come?
R|{agency}是{date}{clock}来的。|{agency} came on {date} at {clock}.
R|{agency}在{weekday}{clock}来敲门。|{agency} knocked on the door on {weekday} at {clock}.
C|来了多少人？|How many people came?
R|来了{officers}。|{officers} came.
R|来了{officers}，带走了我的{relative}。|{officers} came and took away my {relative}.
R|{officers}在{venue}等我。|{officers} were waiting for me at the {venue}.
C|他们说了什么？|What did they say?
R|他们说要找我的{relative}。|They said they were looking for my {relative}.
R|他们叫我{monthday}去{venue}。|They told me to go to the {venue} on {monthday}.
C|他们有没有出示{thing}？|Did they show you the {thing}?
R|他们没有出示{thing}。|They did not show the {thing}.
C|他们穿制服吗？|Were they in uniform?
R|有些人穿制服，有些人穿便服。|Some were in uniform, and some were in ordinary clothes.
C|他们搜查了你的家吗？|Did they search your home?
R|他们搜查了{short}，拿走了{thing}。|They searched for {short} and took the {thing}.
R|他们拿走了我的{thing}和{thing2}。|They took my {thing} and my {thing2}.
R|他们没收了我的{thing}。|They confiscated my {thing}.
R|{agency}没收了我{relative}的{thing}。|{agency} confiscated my {relative}'s {thing}.
R|{agency}问了我的{relative}很多问题。|{agency} asked my {relative} many questions.
C|你被逮捕过吗？|Have you ever been arrested?
C|你被逮捕过几次？|How many times were you arrested?
R|我一共被逮捕过{times}。|I was arrested {times} in total.
C|你第一次被逮捕是什么时候？|When were you first arrested?
R|我第一次被逮捕是在{date}。|I was first arrested on {date}.
R|我在{place}的{venue}被逮捕。|I was arrested at the {venue} in {place}.
R|{date}，{agency}逮捕了我。|On {date}, {agency} arrested me.
R|{date}，{agency}逮捕了我的{relative}。|On {date}, {agency} arrested my {relative}.
R|{name}在{year}被逮捕了。|{name} was arrested in {year}.
R|{name}在{place}被拘留了{dur}。|{name} was detained in {place} for {dur}.
C|你被指控什么罪？|What were you charged with?
R|他们指控我{crime}。|They accused me of {crime}.
R|{agency}指控我的{relative}{crime}。|{agency} accused my {relative} of {crime}.
R|我因为{crime}被判了{years}。|I was sentenced to {years} for {crime}.
R|法院判了我的{relative}{years}。|The court sentenced my {relative} to {years}.
C|他们把你带到哪里去了？|Where did they take you?
R|他们把我带到了{facility}。|They took me to the {facility}.
R|他们把我带到了{place}的{facility}。|They took me to the {facility} in {place}.
R|他们把我的{relative}带到了{facility}。|They took my {relative} to the {facility}.
R|{agency}{clock}把我带到了{facility}。|{agency} took me to the {facility} at {clock}.
C|你在{facility}待了多久？|How long were you in the {facility}?
R|我在{facility}被关了{dur}。|I was held in the {facility} for {dur}.
R|我从{monthyear}到{monthyear2}被关在{facility}。|I was held in the {facility} from {monthyear} to {monthyear2}.
C|有多少人和你关在一起？|How many people were held with you?
R|一个房间里关了{people}。|{people} were held in one room.
R|我们{people}睡在地上。|{people} of us slept on the floor.
C|{facility}是什么样子的？|What did the {facility} look like?
R|{facility}有高墙和铁门。|The {facility} had high walls and an iron gate.
R|{facility}没有窗户。|The {facility} had no windows.
C|他们给你吃什么？|What did they give you to eat?
R|每天只有馒头和水。|There was only steamed bread and water each day.
R|我{dur}没有吃东西。|I had nothing to eat for {dur}.
R|他们{dur}不让我睡觉。|They did not let me sleep for {dur}.
C|他们审问了你吗？|Did they interrogate you?
R|他们审问了我{times}。|They interrogated me {times}.
R|他们审问了我{times}，每次{short}。|They interrogated me {times}, for {short} each time.
C|审问持续了多久？|How long did the interrogation last?
R|审问从{clock}持续到{clock2}。|The interrogation lasted from {clock} to {clock2}.
C|他们打你了吗？|Did they beat you?
R|他们打了我{times}。|They beat me {times}.
R|他们用{tool}打我。|They beat me with {tool}.
R|他们用{tool}打我的{body}。|They hit my {body} with {tool}.
R|{agency}用{tool}打了我的{relative}。|{agency} beat my {relative} with {tool}.
C|他们打了你哪里？|Where on your body did they hit you?
R|他们打了我的{body}和{body2}。|They hit my {body} and my {body2}.
R|我的{body}流血了。|My {body} was bleeding.
R|我昏过去了{times}。|I lost consciousness {times}.
R|他们把我铐在{tool}上{short}。|They handcuffed me to {tool} for {short}.
C|你签了什么文件吗？|Did you sign any document?
R|他们强迫我签了{thing}。|They forced me to sign the {thing}.
R|我没有看{thing}就签了字。|I signed the {thing} without reading it.
C|你是怎么被放出来的？|How were you released?
R|我的{relative}付了{yuan}，他们才放了我。|They released me only after my {relative} paid {yuan}.
R|我{date}被放出来。|I was released on {date}.
R|我{dur}以后被放出来。|I was released after {dur}.
R|他们要我每{weekday}去{facility}报到。|They required me to report to the {facility} every {weekday}.
R|我报到了{times}，然后就逃走了。|I reported {times}, and then I escaped.
C|他们为什么放了你？|Why did they release you?
R|因为我生病了，他们不想负责。|Because I was sick, and they did not want to be responsible.
C|罚款是多少钱？|How much was the fine?
R|罚款是{yuan}。|The fine was {yuan}.
R|{agency}罚了我{yuan}。|{agency} fined me {yuan}.
C|你有没有报警？|Did you report it to the police?
R|我不敢报警。|I did not dare to report it.
R|{agency}威胁了我的{relative}。|{agency} threatened my {relative}.
R|{agency}在{monthyear}拆了我家的房子。|{agency} tore down my family's house in {monthyear}.
R|{agency}监视了我{dur}。|{agency} watched me for {dur}.
C|{agency}后来有没有联系你的{relative}？|Did {agency} contact your {relative} afterward?
R|{agency}{month}又联系了我的{relative}。|{agency} contacted my {relative} again in {month}.
R|{agency}叫我的{relative}劝我回去。|{agency} told my {relative} to persuade me to go back.
C|你看到了什么？|What did you see?
R|我看到{officers}在打{name}。|I saw {officers} beating {name}.
R|我看到{people}被带上卡车。|I saw {people} being put on a truck.
R|我听到隔壁有人在哭。|I heard someone crying next door.
"""
