"""The closed lists behind the slots: each Chinese word has one English rendering everywhere."""


def _pairs(text: str) -> tuple[tuple[str, str], ...]:
    rows = (item.strip().partition(" ") for item in text.replace("\n", "/").split("/"))
    return tuple((zh, en.strip()) for zh, _, en in rows if zh)


SURNAMES = _pairs(
    "李 Li/王 Wang/张 Zhang/刘 Liu/陈 Chen/杨 Yang/赵 Zhao/黄 Huang/周 Zhou/吴 Wu/孙 Sun/马 Ma"
    "/郭 Guo/林 Lin/高 Gao/罗 Luo/邓 Deng/唐 Tang/冯 Feng/宋 Song"
)
GIVEN_NAMES = _pairs(
    "明 Ming/芳 Fang/伟 Wei/静 Jing/娜 Na/军 Jun/强 Qiang/建国 Jianguo/秀英 Xiuying/丽华 Lihua"
    "/海燕 Haiyan/晓东 Xiaodong/文博 Wenbo/志刚 Zhigang/玉兰 Yulan/春梅 Chunmei/国庆 Guoqing"
    "/天宇 Tianyu/凯 Kai/思远 Siyuan/美玲 Meiling/德胜 Desheng/永福 Yongfu/嘉怡 Jiayi/浩 Hao"
)
# A letter inside Chinese speech is said with the Mandarin syllable nearest to its English name.
LETTERS = _pairs("A 诶/B 必/C 西/D 第/E 衣/F 艾弗/G 吉/H 艾尺/J 杰/K 开/L 艾乐/M 艾姆")

LISTS: dict[str, tuple[tuple[str, str], ...]] = {
    "relative": _pairs(
        "父亲 father/母亲 mother/哥哥 older brother/弟弟 younger brother/姐姐 older sister"
        "/妹妹 younger sister/妻子 wife/丈夫 husband/儿子 son/女儿 daughter/叔叔 uncle/姑姑 aunt"
        "/爷爷 grandfather/奶奶 grandmother/表哥 cousin/侄子 nephew/岳父 father-in-law"
        "/朋友 friend/邻居 neighbor/同事 coworker/老板 boss/同学 classmate/房东 landlord"
    ),
    "place": _pairs(
        "新疆 Xinjiang/北京 Beijing/上海 Shanghai/广州 Guangzhou/乌鲁木齐 Urumqi/喀什 Kashgar"
        "/香港 Hong Kong/成都 Chengdu/四川 Sichuan/河南 Henan/湖北 Hubei/湖南 Hunan/福建 Fujian"
        "/福州 Fuzhou/厦门 Xiamen/温州 Wenzhou/杭州 Hangzhou/南京 Nanjing/武汉 Wuhan/天津 Tianjin"
        "/重庆 Chongqing/深圳 Shenzhen/昆明 Kunming/贵州 Guizhou/兰州 Lanzhou/哈尔滨 Harbin"
        "/沈阳 Shenyang/大连 Dalian/青岛 Qingdao/济南 Jinan/郑州 Zhengzhou/长沙 Changsha"
        "/南宁 Nanning/拉萨 Lhasa/西藏 Tibet/和田 Hotan/澳门 Macau/内蒙古 Inner Mongolia"
        "/海南 Hainan/苏州 Suzhou/宁波 Ningbo/广东 Guangdong/甘肃 Gansu/青海 Qinghai"
    ),
    "country": _pairs(
        "泰国 Thailand/厄瓜多尔 Ecuador/哥伦比亚 Colombia/巴拿马 Panama/墨西哥 Mexico/土耳其 Turkey"
        "/马来西亚 Malaysia/新加坡 Singapore/日本 Japan/韩国 South Korea/越南 Vietnam/老挝 Laos"
        "/加拿大 Canada/古巴 Cuba/危地马拉 Guatemala/洪都拉斯 Honduras/哥斯达黎加 Costa Rica"
        "/尼加拉瓜 Nicaragua/巴西 Brazil/秘鲁 Peru"
    ),
    "uscity": _pairs(
        "纽约 New York/洛杉矶 Los Angeles/旧金山 San Francisco/波士顿 Boston/芝加哥 Chicago"
        "/休斯敦 Houston/西雅图 Seattle/圣地亚哥 San Diego/费城 Philadelphia/亚特兰大 Atlanta"
        "/达拉斯 Dallas/迈阿密 Miami/拉斯维加斯 Las Vegas/法拉盛 Flushing"
    ),
    "agency": _pairs(
        "警察 the police/国家安全人员 state security officers/当地政府 the local government"
        "/公安局 the Public Security Bureau/国保 the domestic security police"
        "/村委会 the village committee/居委会 the neighborhood committee"
        "/计生办 the family planning office/城管 the city inspectors/武警 the armed police"
        "/特警 the special police/边防人员 the border guards/检察院 the prosecutor's office"
        "/法院 the court/宗教局 the Religious Affairs Bureau/便衣 plainclothes officers"
        "/党委 the party committee/税务局 the tax bureau"
    ),
    "facility": _pairs(
        "看守所 detention center/拘留所 lockup/集中营 concentration camp/监狱 prison"
        "/派出所 police station/学习班 study class/教育中心 education center/劳改农场 labor farm"
        "/精神病院 psychiatric hospital/黑监狱 black jail/戒毒所 rehabilitation center"
        "/审讯室 interrogation room/地下室 basement/仓库 warehouse/军营 barracks"
    ),
    "venue": _pairs(
        "学校 school/医院 hospital/教堂 church/车站 bus station/火车站 train station/机场 airport"
        "/工厂 factory/市场 market/公园 park/银行 bank/大使馆 embassy/寺庙 temple/清真寺 mosque"
        "/餐馆 restaurant/酒店 hotel/邮局 post office/书店 bookstore/超市 supermarket"
        "/办公室 office/广场 square/码头 pier/网吧 internet cafe/诊所 clinic/大学 university"
    ),
    "thing": _pairs(
        "视频 video/照片 photographs/护照 passport/手机 phone/电脑 computer/传单 leaflets"
        "/日记 diary/圣经 Bible/身份证 identity card/户口本 household register/收据 receipt"
        "/录音 recording/判决书 written judgment/传票 summons/逮捕证 arrest warrant"
        "/病历 medical records/出生证明 birth certificate/结婚证 marriage certificate/地图 map"
        "/合同 contract/机票 plane ticket/钥匙 keys/邮件 email/名单 list of names/硬盘 hard drive"
        "/相机 camera/古兰经 Quran/横幅 banner/报纸 newspaper/工作证 work permit/行李 luggage"
        "/明信片 postcard/毕业证 diploma/银行卡 bank card/签证 visa/保证书 pledge"
    ),
    "event": _pairs(
        "抗议活动 protest/集会 rally/游行 march/烛光晚会 candlelight vigil/礼拜 worship service"
        "/祷告会 prayer meeting/葬礼 funeral/婚礼 wedding/罢工 strike/会议 meeting"
        "/示威 demonstration/记者会 press conference/讲座 lecture/培训 training session"
        "/洗礼 baptism/生日聚会 birthday party/静坐 sit-in/读书会 reading group"
    ),
    "job": _pairs(
        "记者 a journalist/老师 a teacher/医生 a doctor/工人 a factory worker/学生 a student"
        "/司机 a driver/律师 a lawyer/厨师 a cook/护士 a nurse/农民 a farmer/会计 an accountant"
        "/工程师 an engineer/翻译 a translator/商人 a merchant/警察局长 a police chief"
        "/公务员 a civil servant/牧师 a pastor/摄影师 a photographer/裁缝 a tailor"
        "/服务员 a waiter/电工 an electrician/编辑 an editor/教授 a professor/渔民 a fisherman"
    ),
    "faith": _pairs(
        "基督教 Christianity/佛教 Buddhism/伊斯兰教 Islam/天主教 Catholicism/道教 Taoism"
        "/法轮功 Falun Gong/藏传佛教 Tibetan Buddhism"
    ),
    "group": _pairs(
        "基督徒 Christians/维吾尔人 Uyghurs/藏人 Tibetans/法轮功学员 Falun Gong practitioners"
        "/民主人士 democracy activists/异议人士 dissidents/上访者 petitioners/穆斯林 Muslims"
        "/家庭教会成员 house church members/女权人士 women's rights activists/村民 villagers"
        "/哈萨克人 Kazakhs/人权律师 human rights lawyers/独立记者 independent journalists"
    ),
    "body": _pairs(
        "头 head/背 back/腿 leg/手臂 arm/脸 face/胸口 chest/肩膀 shoulder/膝盖 knee/肚子 stomach"
        "/脖子 neck/耳朵 ear/手指 fingers/脚 foot/眼睛 eye"
    ),
    "tool": _pairs(
        "警棍 a baton/电棍 an electric baton/皮带 a belt/棍子 a stick/绳子 a rope/水管 a hose"
        "/椅子 a chair/铁链 an iron chain/鞭子 a whip/砖头 a brick/枪托 a rifle butt"
    ),
    "symptom": _pairs(
        "头痛 headaches/失眠 insomnia/噩梦 nightmares/焦虑 anxiety/抑郁 depression/背痛 back pain"
        "/胸痛 chest pain/听力下降 hearing loss/恐慌发作 panic attacks/高血压 high blood pressure"
    ),
    "vehicle": _pairs(
        "坐飞机 by plane/坐船 by boat/坐火车 by train/坐大巴 by bus/坐卡车 by truck"
        "/骑马 on horseback/步行 on foot/坐摩托车 by motorcycle/坐出租车 by taxi"
    ),
    "language": _pairs(
        "普通话 Mandarin/粤语 Cantonese/福州话 Fuzhounese/维吾尔语 Uyghur/藏语 Tibetan/英语 English"
        "/温州话 Wenzhounese/客家话 Hakka/闽南话 Hokkien/蒙古语 Mongolian/哈萨克语 Kazakh"
    ),
    "crime": _pairs(
        "颠覆国家政权 subverting state power/扰乱社会秩序 disturbing social order"
        "/泄露国家机密 leaking state secrets/非法集会 unlawful assembly/散布谣言 spreading rumors"
        "/分裂国家 splitting the country/非法经营 illegal business/寻衅滋事 picking quarrels"
        "/非法出境 leaving the country illegally/妨碍公务 obstructing officials"
    ),
}
