"""Identity, family, home, schooling and work."""

TEXT = """
JC|请说出你的全名。|Please state your full name.
R|我的名字叫{name}。|My name is {name}.
C|你用过别的名字吗？|Have you used any other names?
R|我以前用过{name}这个名字。|I used the name {name} before.
JC|你是哪一年出生的？|What year were you born?
R|我出生于{birthyear}。|I was born in {birthyear}.
R|我于{birthyear}{monthday}出生在{place}。|I was born in {place} on {monthday}, {birthyear}.
JC|你在哪里出生？|Where were you born?
R|我出生在{place}的一个小村子里。|I was born in a small village in {place}.
R|我出生在{place}，在{place2}长大。|I was born in {place} and grew up in {place2}.
JC|你今年多大？|How old are you?
R|我今年{age}。|I am {age}.
C|你的{relative}今年多大？|How old is your {relative}?
R|我的{relative}今年{age}。|My {relative} is {age}.
C|你的{relative}叫什么名字？|What is your {relative}'s name?
R|我的{relative}叫{name}。|My {relative}'s name is {name}.
JC|你结婚了吗？|Are you married?
R|我是{year}结婚的。|I got married in {year}.
R|我们于{date}在{place}结婚。|We got married in {place} on {date}.
R|我们是{monthyear}离婚的。|We divorced in {monthyear}.
JC|你有孩子吗？|Do you have children?
R|我有{children}。|I have {children}.
R|我有{children}，最大的{age}。|I have {children}, and the oldest is {age}.
R|我有{children}，最小的{age}。|I have {children}, and the youngest is {age}.
C|你的{relative}现在在哪里？|Where is your {relative} now?
R|我的{relative}现在还在{place}。|My {relative} is still in {place}.
R|我的{relative}现在住在{uscity}。|My {relative} now lives in {uscity}.
R|我的{relative}在{year}去世了。|My {relative} passed away in {year}.
R|我的{relative}{age}的时候去世了。|My {relative} passed away at {age}.
C|你的{relative}是{job}吗？|Is your {relative} {job}?
R|我的{relative}是{job}。|My {relative} is {job}.
R|我的{relative}在{place}当{job}。|My {relative} works as {job} in {place}.
C|你认识{name}吗？|Do you know {name}?
R|{name}是我的{relative}。|{name} is my {relative}.
R|我不认识{name}。|I do not know {name}.
R|我认识{name}{years}了。|I have known {name} for {years}.
R|我是在{place}认识{name}的。|I met {name} in {place}.
R|{name}是我{relative}的{relative2}。|{name} is my {relative}'s {relative2}.
C|你当时做什么工作？|What was your occupation at that time?
R|我在{place}当{job}。|I worked as {job} in {place}.
R|我当了{years}的{job}。|I worked as {job} for {years}.
R|我每个月挣{yuan}。|I earned {yuan} a month.
R|我和我的{relative}一起在{venue}工作。|I worked at the {venue} with my {relative}.
C|你在那里工作了多久？|How long did you work there?
R|我在那家{venue}工作了{dur}。|I worked at that {venue} for {dur}.
C|你为什么失去了工作？|Why did you lose your job?
R|{agency}让老板开除我。|{agency} made the boss fire me.
C|你上过几年学？|How many years of school did you attend?
R|我上过{years}的学。|I attended school for {years}.
R|我在{place}上过大学。|I went to college in {place}.
R|我{year}从大学毕业。|I graduated from college in {year}.
C|你在那里住了多久？|How long did you live there?
R|我在{place}住了{years}。|I lived in {place} for {years}.
R|我从{year}到{year2}住在{place}。|I lived in {place} from {year} to {year2}.
R|我住在{venue}旁边。|I lived next to the {venue}.
R|我家离{venue}只有{minutes}的路。|My home is only {minutes} from the {venue}.
JC|你现在的地址是什么？|What is your current address?
R|我现在住在{uscity}的{room}。|I now live in {uscity}, {room}.
C|你是哪个民族的？|What is your ethnic group?
R|我是汉族。|I am Han Chinese.
R|我是维吾尔族。|I am Uyghur.
C|你是中国公民吗？|Are you a citizen of China?
R|是的，我是中国公民。|Yes, I am a citizen of China.
C|你有别的国家的护照吗？|Do you have a passport from any other country?
R|我只有中国护照。|I have only a Chinese passport.
C|你家里有几口人？|How many people are in your family?
R|我家有{household}。|There are {household} in my family.
C|谁抚养你长大的？|Who raised you?
R|我的{relative}在{place}把我抚养长大。|My {relative} raised me in {place}.
C|你最后一次和你的{relative}说话是什么时候？|When did you last speak with your {relative}?
R|我最后一次和我的{relative}说话是在{date}。|I last spoke with my {relative} on {date}.
R|我们每{weekday}都通电话。|We speak on the phone every {weekday}.
R|我电话号码的最后四位是{digits}。|The last four digits of my phone number are {digits}.
"""
