"""A round's site as a browser shows it: drawn, sorted, searched, printed, and nothing fetched or run that is not its own.

Environment: PARINDEX_SITE_OF, the program that writes the site of a round. Needs Chromium, chromedriver and Selenium.
"""

import base64
import json
import os
import shutil
import subprocess
import tempfile
import unittest
from pathlib import Path

from selenium import webdriver
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

SOURCE = Path(__file__).resolve().parents[2]
SITE_OF = os.environ["PARINDEX_SITE_OF"]
EVIL = "\"><script>document.title='gone'</script><img src=x onerror=\"document.title='gone'\">\u202e\u2066abc"

# The lowest contrast of text against what lies behind it, and the text, over everything visible.
CONTRAST = """
const channel = (v) => { v /= 255; return v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4; };
const light = ([r, g, b]) => 0.2126 * channel(r) + 0.7152 * channel(g) + 0.0722 * channel(b);
const colour = (text) => text.match(/[\\d.]+/g).map(Number);
const behind = (element) => {
    for (let e = element; e; e = e.parentElement) {
        const found = colour(getComputedStyle(e).backgroundColor);
        if (found.length < 4 || found[3] > 0) return found;
    }
    return [255, 255, 255];
};
let worst = [99, ''];
for (const element of document.body.querySelectorAll('*')) {
    const own = [...element.childNodes].some((n) => n.nodeType === 3 && n.textContent.trim() !== '');
    if (!own || element.offsetParent === null || element.tagName === 'SCRIPT') continue;
    const [a, b] = [light(colour(getComputedStyle(element).color)), light(behind(element))];
    const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    if (ratio < worst[0]) worst = [ratio, element.textContent.trim().slice(0, 40)];
}
return worst;
"""

# Share of pixels of a canvas that are drawn on.
DRAWN = """
const canvas = arguments[0];
const pixels = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data;
let drawn = 0;
for (let i = 3; i < pixels.length; i += 4) drawn += pixels[i] > 0;
return drawn * 4 / pixels.length;
"""


def write_site(round_folder, folder, language="vi", previous=None):
    arguments = [SITE_OF, str(round_folder), str(folder), language] + ([str(previous)] if previous else [])
    subprocess.run(arguments, check=True, capture_output=True, text=True)
    return Path(folder)


def browser(folder, width=1280, height=900):
    options = webdriver.ChromeOptions()
    for argument in ("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--hide-scrollbars",
                     f"--user-data-dir={folder}", "--disable-background-networking", "--no-first-run"):
        options.add_argument(argument)
    options.add_argument(f"--window-size={width},{height}")
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    return webdriver.Chrome(options=options, service=Service(shutil.which("chromedriver")))


class Site(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.temporary = tempfile.TemporaryDirectory(prefix="parindex-site-")
        cls.base = Path(cls.temporary.name)
        cls.sites = {
            "vi": write_site(SOURCE / "examples/hai-phong-2017", cls.base / "vi"),
            "years": write_site(SOURCE / "examples/hai-phong-2017", cls.base / "years", "en",
                                SOURCE / "examples/hai-phong-2017"),
            "zi": write_site(SOURCE / "examples/zi-2021", cls.base / "zi", "en"),
        }
        cls.driver = browser(cls.base / "profile")

    @classmethod
    def tearDownClass(cls):
        cls.driver.quit()
        cls.temporary.cleanup()

    def open(self, site, page="index.html"):
        self.driver.get("about:blank")
        self.driver.get((self.sites[site] / page).as_uri())

    def script(self, text, *arguments):
        return self.driver.execute_script(text, *arguments)

    def find(self, css):
        return self.driver.find_element(By.CSS_SELECTOR, css)

    def all(self, css):
        return self.driver.find_elements(By.CSS_SELECTOR, css)

    def every_page(self):
        for name, folder in self.sites.items():
            for page in sorted(folder.glob("*.html")):
                yield name, page.name

    def names(self):
        return [cell.text for cell in self.all("#group-1-table tbody tr:not([hidden]) th")]

    def test_no_page_complains_or_fetches_anything_from_elsewhere(self):
        for site, page in self.every_page():
            with self.subTest(site=site, page=page):
                self.driver.get_log("browser")
                self.driver.get_log("performance")
                self.open(site, page)
                self.assertEqual([entry["message"] for entry in self.driver.get_log("browser")], [])
                messages = [json.loads(entry["message"])["message"] for entry in self.driver.get_log("performance")]
                urls = [m["params"]["request"]["url"] for m in messages if m["method"] == "Network.requestWillBeSent"]
                inside = self.sites[site].as_uri()
                self.assertEqual([url for url in urls if not url.startswith((inside, "about:", "data:"))], [])

    def test_every_chart_is_drawn_and_described(self):
        charts = 0
        for site, page in self.every_page():
            self.open(site, page)
            for canvas in self.all("canvas[data-chart]"):
                charts += 1
                with self.subTest(site=site, page=page, chart=canvas.get_attribute("id")):
                    self.assertGreater(self.script(DRAWN, canvas), 0.005)
                    self.assertTrue(canvas.get_attribute("aria-label"))
                    caption = self.find("#" + canvas.get_attribute("aria-describedby"))
                    self.assertEqual(caption.tag_name, "caption")
        self.assertGreater(charts, 15)

    def test_charts_draw_the_figures_of_their_table(self):
        self.open("vi")
        data = json.loads(self.find("#group-1-table-chart-data").get_attribute("textContent"))
        cells = [cell.text for cell in self.all("#group-1-table tbody tr:not(.unranked) td.total")]
        self.assertEqual(data["series"][0]["texts"], cells)
        self.assertGreater(len(cells), 2)
        self.open("vi", "agency-so-khcn.html")
        data = json.loads(self.find("#radar-data").get_attribute("textContent"))
        rows = self.script("return [...document.querySelectorAll('#domains tbody tr')].map("
                           "(r) => [...r.cells].map((c) => c.textContent))")
        shown = [row for row in rows if row[0] in data["labels"]]
        self.assertEqual(data["labels"], [row[0] for row in shown])
        for series, column in zip(data["series"], (3, 4, 5)):
            self.assertEqual(series["texts"], [row[column] for row in shown])

    def test_sorting_by_keyboard(self):
        self.open("vi")
        before = self.names()
        heading = self.all("#group-1-table thead th")[1]
        button = heading.find_element(By.TAG_NAME, "button")
        self.script("arguments[0].focus()", button)
        button.send_keys(Keys.ENTER)
        self.assertEqual(heading.get_attribute("aria-sort"), "ascending")
        ascending = self.names()
        self.assertEqual(ascending[0], "Sở Khoa học và Công nghệ")
        self.assertEqual(sorted(ascending), sorted(before))
        button.send_keys(Keys.SPACE)
        self.assertEqual(heading.get_attribute("aria-sort"), "descending")
        self.assertEqual(self.names(), ascending[::-1])

    def test_sorting_figures_puts_what_has_none_last_either_way(self):
        self.open("vi")
        headings = self.all("#group-1-table thead th")
        total = next(i for i, heading in enumerate(headings) if heading.text.startswith("Tổng điểm"))
        for _ in range(2):
            headings[total].find_element(By.TAG_NAME, "button").click()
            keys = self.script("return [...document.querySelectorAll('#group-1-table tbody tr')].map("
                               "(r) => r.cells[arguments[0]].dataset.key)", total)
            figures = [float(key) for key in keys if key]
            descending = headings[total].get_attribute("aria-sort") == "descending"
            self.assertEqual(figures, sorted(figures, reverse=descending))
            self.assertEqual(keys[:len(figures)], [key for key in keys if key])
            self.assertEqual(sum(heading.get_attribute("aria-sort") is not None for heading in headings), 1)

    def test_searching_without_marks(self):
        self.open("vi")
        field = self.find("#group-1-table-search")
        everything = len(self.names())
        field.send_keys("so khoa hoc")
        self.assertEqual(self.names(), ["Sở Khoa học và Công nghệ"])
        self.assertEqual(self.find(".found").text, f"1 / {everything} dòng")
        field.clear()
        field.send_keys("ĐƠN VỊ KHÔNG CÓ")
        self.assertEqual(self.names(), [])
        self.script("arguments[0].value = ''; arguments[0].dispatchEvent(new Event('input'))", field)
        self.assertEqual(len(self.names()), everything)

    def test_a_link_to_a_criterion_opens_it(self):
        self.open("vi", "agency-so-khcn.html")
        link = self.find("#scores a[href^='#c-1.1']")
        self.script("arguments[0].click()", link)
        target = self.find("[id='" + link.get_attribute("hash")[1:] + "']")
        self.driver.implicitly_wait(2)
        self.assertTrue(self.find("details.trail[open]"))
        self.assertTrue(target.get_property("open"))
        self.driver.implicitly_wait(0)

    def test_the_structure_speaks(self):
        for site, page in self.every_page():
            with self.subTest(site=site, page=page):
                self.open(site, page)
                self.assertEqual(self.find("html").get_attribute("lang"), "vi" if site == "vi" else "en")
                for landmark in ("body > header", "main", "body > footer", "header nav[aria-label]", "h1"):
                    self.assertEqual(len(self.all(landmark)), 1, landmark)
                levels = self.script("return [...document.querySelectorAll('h1, h2, h3')].map((h) => +h.tagName[1])")
                self.assertEqual(levels[0], 1)
                self.assertTrue(all(b <= a + 1 for a, b in zip(levels, levels[1:])), levels)
                faults = self.script("""
                    return [...document.querySelectorAll('table')].filter((t) => !t.caption ||
                        [...t.tHead.querySelectorAll('th')].some((h) => h.scope !== 'col' || !h.textContent.trim()) ||
                        [...t.tBodies[0].rows].some((r) => r.cells.length !== t.tHead.rows[0].cells.length ||
                            !r.querySelector('th[scope=row]'))).map((t) => t.id)""")
                self.assertEqual(faults, [])
                self.find("body").send_keys(Keys.TAB)
                self.assertEqual(self.driver.switch_to.active_element.get_attribute("class"), "skip")

    def test_text_stands_out_from_its_ground(self):
        for site, page in self.every_page():
            with self.subTest(site=site, page=page):
                self.open(site, page)
                self.script("document.querySelectorAll('details').forEach((d) => { d.open = true; })")
                ratio, text = self.script(CONTRAST)
                self.assertGreaterEqual(ratio, 4.5, text)

    def test_a_phone_scrolls_down_only(self):
        self.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride",
                                    {"width": 360, "height": 740, "deviceScaleFactor": 1, "mobile": True})
        try:
            for site, page in self.every_page():
                with self.subTest(site=site, page=page):
                    self.open(site, page)
                    self.assertLessEqual(self.script("return document.documentElement.scrollWidth"), 360)
        finally:
            self.driver.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})

    def test_a_hostile_name_stays_a_name(self):
        folder = self.base / "hostile/examples/hai-phong-2017"
        shutil.copytree(SOURCE / "examples/hai-phong-2017", folder)
        shutil.copytree(SOURCE / "criteria", self.base / "hostile/criteria")
        table = folder / "agencies.csv"
        quoted = '"' + EVIL.replace('"', '""') + '"'
        table.write_text(table.read_text(encoding="utf-8").replace("Sở Khoa học và Công nghệ", quoted), encoding="utf-8")
        self.sites["hostile"] = write_site(folder, self.base / "hostile-site")
        try:
            shown = EVIL.replace("\u202e", "\ufffd").replace("\u2066", "\ufffd")
            for page in ("index.html", "heat.html", "stages.html", "agency-so-khcn.html"):
                self.open("hostile", page)
                self.assertNotEqual(self.driver.title, "gone")
                self.assertIn(shown, self.script("return document.body.textContent"))
                self.assertEqual(self.all("img, body script:not([type='application/json'])"), [])
            self.assertEqual(self.find("h1").get_attribute("textContent"), shown)
        finally:
            del self.sites["hostile"]

    def test_without_scripts_everything_is_there(self):
        self.driver.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": True})
        try:
            self.open("vi")
            self.assertEqual(len(self.all("#group-1-table tbody tr")), 7)
            self.assertFalse(self.find("figure").is_displayed())
            self.assertFalse(self.find("#group-1-table-search").is_displayed())
        finally:
            self.driver.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": False})

    def test_paper_shows_what_is_folded_on_the_screen(self):
        self.open("vi", "agency-so-khcn.html")
        printed = self.driver.execute_cdp_cmd("Page.printToPDF", {"preferCSSPageSize": True, "printBackground": True})
        pdf = self.base / "agency.pdf"
        pdf.write_bytes(base64.b64decode(printed["data"]))
        text = subprocess.run(["pdftotext", "-layout", str(pdf), "-"], check=True, capture_output=True, text=True).stdout
        self.assertIn("Phép tính", text)
        self.assertNotIn("Đến nội dung chính", text)
        pages = text.count("\f")
        self.assertGreater(pages, 3)
        size = subprocess.run(["pdfinfo", str(pdf)], check=True, capture_output=True, text=True).stdout
        self.assertIn("(A4)", size)
        # The heading of the scorecard stands again on each of its pages.
        self.assertGreaterEqual(sum("Mất\n" in page and "Mã " in page for page in text.split("\f")), 2)


if __name__ == "__main__":
    unittest.main(verbosity=2)
