package org.mnist.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mnist.network.Task;
import org.mnist.network.dl4j.Backends;
import org.mnist.testing.TrainedOnSample;
import org.openqa.selenium.By;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.interactions.PointerInput;
import org.openqa.selenium.interactions.Sequence;
import org.openqa.selenium.support.ui.ExpectedCondition;
import org.openqa.selenium.support.ui.Select;
import org.openqa.selenium.support.ui.WebDriverWait;

/** The page in a real browser, where there is one: Debian's chromium and chromium-driver. */
class DrawingPageTest {
    private static final File BROWSER = new File("/usr/bin/chromium");
    private static final File DRIVER = new File("/usr/bin/chromedriver");

    @TempDir
    static Path profile;

    static TrainedOnSample model;
    static ModelServer server;
    static ChromeDriver browser;

    @BeforeAll
    static void open() {
        boolean there = BROWSER.canExecute() && DRIVER.canExecute();
        assertThat(there || System.getenv("MNIST_NEEDS_BROWSER") == null)
                .as("a browser, which MNIST_NEEDS_BROWSER asks for")
                .isTrue();
        assumeTrue(there, "no browser here; install chromium and chromium-driver");
        model = TrainedOnSample.train();
        server = ModelServer.start(
                ServerSettings.loopback(0),
                List.of(read("test", "reads a little")),
                () -> Backends.computeHereWith(1),
                line -> {});
        ChromeOptions options = new ChromeOptions();
        options.setBinary(BROWSER);
        options.addArguments(Stream.of(
                        "headless",
                        "no-sandbox",
                        "disable-gpu",
                        "disable-quic",
                        "no-first-run",
                        "disable-background-networking",
                        "disable-component-update",
                        "disable-sync",
                        "user-data-dir=" + profile.resolve("browser"))
                .map(option -> "--" + option)
                .toList());
        browser = new ChromeDriver(
                new ChromeDriverService.Builder()
                        .usingDriverExecutable(DRIVER)
                        .usingAnyFreePort()
                        .build(),
                options);
        browser.manage().window().setSize(new Dimension(900, 800));
    }

    private static ServedModel read(String name, String about) {
        return new ServedModel(name, new ModelInfo(name, about), PictureReader.digits(model.recogniser()));
    }

    @AfterAll
    static void close() {
        if (browser != null) {
            browser.quit();
            server.close();
            model.close();
        }
    }

    @BeforeEach
    void load() {
        browser.get(server.address());
    }

    private static String answer() {
        return browser.findElement(By.id("answer")).getText();
    }

    private static void waitFor(String answer) {
        ExpectedCondition<Boolean> condition = driver -> answer().startsWith(answer);
        new WebDriverWait(browser, Duration.ofSeconds(20))
                .withMessage(() -> "waiting for `" + answer + "`, the page says `" + answer() + "`")
                .until(condition);
    }

    /** Draws a stroke through points given in per cent of the paper. */
    private static void draw(int... points) {
        WebElement paper = browser.findElement(By.id("paper"));
        int side = paper.getSize().getWidth();
        Actions mouse = new Actions(browser, Duration.ofMillis(15));
        for (int i = 0; i < points.length; i += 2) {
            mouse.moveToElement(paper, (points[i] - 50) * side / 100, (points[i + 1] - 50) * side / 100);
            if (i == 0) {
                mouse.clickAndHold();
            }
        }
        mouse.release().perform();
    }

    @Test
    void readsAOne() {
        draw(52, 20, 51, 35, 50, 50, 49, 65, 48, 80);
        waitFor("This is a 1");
    }

    @Test
    void readsASeven() {
        draw(30, 25, 45, 24, 68, 24, 62, 40, 55, 55, 50, 70, 46, 82);
        waitFor("This is a 7");
    }

    @Test
    void readsAZeroAndForgetsItWhenCleared() {
        draw(50, 20, 38, 26, 32, 40, 31, 55, 36, 72, 48, 80, 60, 74, 67, 58, 67, 40, 60, 26, 50, 20);
        waitFor("This is a 0");
        List<WebElement> shares = browser.findElements(By.cssSelector("#bars .share"));
        assertThat(shares).hasSize(10);
        assertThat(Double.parseDouble(shares.get(0).getText().replace(" %", "")))
                .isGreaterThan(80);
        browser.findElement(By.id("clear")).click();
        waitFor("Nothing drawn yet");
        assertThat(shares.get(0).getText()).isEqualTo("0.0 %");
    }

    /** A one by the keyboard alone: from the top of the paper to its bottom. */
    @Test
    void canBeUsedByKeyboard() {
        browser.findElement(By.tagName("body")).sendKeys(Keys.TAB);
        WebElement paper = browser.switchTo().activeElement();
        assertThat(paper.getAttribute("id")).isEqualTo("paper");
        assertThat(paper.getAccessibleName()).isEqualTo("Paper to draw on");
        paper.sendKeys(Keys.SPACE);
        for (int i = 0; i < 11; i++) {
            paper.sendKeys(Keys.ARROW_DOWN);
        }
        waitFor("This is a 1");
        paper.sendKeys(Keys.ESCAPE);
        waitFor("Nothing drawn yet");
        assertThat(browser.findElement(By.id("answer")).getAriaRole()).isEqualTo("status");
    }

    /** The server's answer to the paper as it is, asked by the page as the page asks it. */
    private static JsonNode asked() throws IOException {
        Object answer = browser.executeAsyncScript("const done = arguments[0];"
                + "document.getElementById('paper').toBlob(async picture =>"
                + " done(await (await fetch('predict', { method: 'POST', body: picture })).text()), 'image/png')");
        return new ObjectMapper().readTree((String) answer);
    }

    /** Each bar stands beside its digit and is as long as the digit is probable, and the pixels are those that were read. */
    @Test
    void barsAndPixelsAreThoseOfTheAnswer() throws IOException {
        draw(30, 25, 45, 24, 68, 24, 62, 40, 55, 55, 50, 70, 46, 82);
        waitFor("This is a 7");
        JsonNode seven = asked().at("/digits/0");
        waitFor(String.format(
                Locale.ROOT,
                "This is a 7, %.1f %%",
                100 * seven.get("probability").asDouble()));
        List<WebElement> rows = browser.findElements(By.cssSelector("#bars li"));
        assertThat(rows).hasSize(10);
        for (int digit = 0; digit < 10; digit++) {
            double share = 100 * seven.get("probabilities").get(digit).asDouble();
            WebElement row = rows.get(digit);
            assertThat(row.findElement(By.cssSelector("span")).getText()).isEqualTo(Integer.toString(digit));
            assertThat(Double.parseDouble(
                            row.findElement(By.className("share")).getText().replace(" %", "")))
                    .isCloseTo(share, within(0.051));
            assertThat(Double.parseDouble(String.valueOf(
                            browser.executeScript("return parseFloat(arguments[0].style.width)", fill(row)))))
                    .isCloseTo(share, within(1e-3));
        }
        byte[] expected = Base64.getDecoder().decode(seven.get("pixels").asText());
        List<?> shown = (List<?>) browser.executeScript("const seen = document.getElementById('seen');"
                + "return Array.from(seen.getContext('2d').getImageData(0, 0, 28, 28).data)");
        for (int i = 0; i < expected.length; i++) {
            for (int channel = 0; channel < 3; channel++) {
                assertThat(((Number) shown.get(4 * i + channel)).intValue())
                        .as("pixel %d", i)
                        .isEqualTo(expected[i] & 0xff);
            }
        }
    }

    private static WebElement fill(WebElement row) {
        return row.findElement(By.className("fill"));
    }

    @Test
    void thePageSaysWhichModelReads() {
        assertThat(browser.getTitle()).isEqualTo("Draw a digit: test");
        assertThat(browser.findElement(By.cssSelector("p.soft")).getText()).isEqualTo("test reads a little");
    }

    @Test
    void severalDigitsAreSaidTogether() {
        draw(20, 25, 20, 40, 20, 55, 20, 75);
        draw(80, 25, 80, 40, 80, 55, 80, 75);
        waitFor("Several digits: 11");
    }

    @Test
    void nothingIsLoadedFromElsewhereAndNothingIsBlocked() {
        draw(52, 20, 50, 50, 48, 80);
        waitFor("This is a 1");
        assertThat(browser.manage().logs().get("browser").getAll()).isEmpty();
        Object names =
                browser.executeScript("return performance.getEntriesByType('resource').map(r => r.name).filter(n =>"
                        + " !n.startsWith(location.origin))");
        assertThat((List<?>) names).isEmpty();
    }

    private static TestServer whole(Task task) {
        return TestServer.of(TestServer.whole("test", task, false));
    }

    private static List<String> texts(String part) {
        return browser.findElements(By.cssSelector("#bars li ." + part)).stream()
                .map(WebElement::getText)
                .toList();
    }

    /** Few classes stand in their order; the paper is black, and has the form of what the network sees. */
    @Test
    void aDrawingIsReadAsAWholeByName() throws IOException {
        Task task = new Task(1, 16, 32, List.of("the top", "the middle", "the bottom"));
        try (TestServer other = whole(task)) {
            browser.get(other.server.address());
            assertThat(texts("name")).isEqualTo(task.classes());
            assertThat(answer()).isEqualTo("Nothing drawn yet.");
            WebElement paper = browser.findElement(By.id("paper"));
            assertThat(paper.getSize().getWidth() / (double) paper.getSize().getHeight())
                    .isCloseTo(2, within(0.05));
            draw(20, 70, 80, 70); // near the lower edge: the paper is half as high as it is wide
            waitFor("the bottom, ");
            JsonNode read = asked();
            waitFor(String.format(
                    Locale.ROOT,
                    "the bottom, %.1f %%",
                    100 * read.get("probability").asDouble()));
            for (JsonNode guess : read.get("top")) {
                assertThat(texts("share").get(guess.get("label").asInt()))
                        .isEqualTo(String.format(
                                Locale.ROOT,
                                "%.1f %%",
                                100 * guess.get("probability").asDouble()));
            }
            byte[] pixels = Base64.getDecoder().decode(read.get("pixels").asText());
            assertThat(pixels[0]).as("the ground is black").isZero();
            assertThat(pixels[14 * 32 + 16] & 0xff).as("the pen is white").isGreaterThan(128);
            browser.findElement(By.id("swap")).click();
            waitFor("Nothing drawn yet");
            draw(20, 70, 80, 70);
            waitFor("the top, ");
            assertThat(browser.manage().logs().get("browser").getAll()).isEmpty();
        }
    }

    /** Of many classes the most probable stand there, the first on top; colours are seen as they are. */
    @Test
    void ofManyClassesTheMostProbableAreShown() throws IOException {
        Task task = new Task(3, 32, 32, Task.numbers(100, 300));
        try (TestServer other = whole(task)) {
            browser.get(other.server.address());
            assertThat(texts("name")).hasSize(12);
            draw(20, 80, 80, 80);
            waitFor("1");
            JsonNode read = asked();
            waitFor(read.get("name").asText() + ", ");
            for (int i = 0; i < 12; i++) {
                assertThat(texts("name").get(i))
                        .isEqualTo(read.at("/top/" + i + "/name").asText());
            }
            byte[] pixels = Base64.getDecoder().decode(read.get("pixels").asText());
            List<?> shown = (List<?>) browser.executeScript("const seen = document.getElementById('seen');"
                    + "return Array.from(seen.getContext('2d').getImageData(0, 0, 32, 32).data)");
            for (int i = 0; i < 1024; i++) {
                for (int channel = 0; channel < 3; channel++) {
                    assertThat(((Number) shown.get(4 * i + channel)).intValue())
                            .isEqualTo(pixels[channel * 1024 + i] & 0xff);
                }
            }
        }
    }

    /** The classes of one model, and the drawing, give way to those of another; what both can read is read again. */
    @Test
    void anotherModelReadsWhatIsDrawn() {
        Task task = new Task(1, 28, 28, List.of("the top", "the bottom"));
        Task dark = new Task(3, 32, 32, List.of("the left", "the right"));
        ServedModel inverted = TestServer.whole("halves", task, true); // on light paper, as digits are drawn
        try (ModelServer several = ModelServer.start(
                ServerSettings.loopback(0),
                List.of(read("first", "reads a little"), inverted, TestServer.whole("colours", dark, false)),
                () -> Backends.computeHereWith(1),
                line -> {})) {
            browser.get(several.address());
            Select chooser = new Select(browser.findElement(By.id("models")));
            assertThat(chooser.getOptions().stream().map(WebElement::getText))
                    .containsExactly("first", "halves", "colours");
            draw(20, 80, 80, 80, 80, 85, 20, 85);
            ExpectedCondition<Boolean> read = driver -> !(Boolean) browser.executeScript("return busy");
            new WebDriverWait(browser, Duration.ofSeconds(20)).until(read); // else a reading that goes on would do
            chooser.selectByVisibleText("halves");
            waitFor("the bottom, ");
            assertThat(browser.getTitle()).isEqualTo("Draw, or open a picture: halves");
            assertThat(texts("name")).containsExactly("the top", "the bottom");
            browser.findElement(By.id("clear")).click();
            chooser.selectByVisibleText("first");
            waitFor("Nothing drawn yet.");
            draw(52, 20, 51, 35, 50, 50, 49, 65, 48, 80);
            waitFor("This is a 1");
            assertThat(texts("name")).hasSize(10);
            assertThat(browser.findElement(By.id("model")).getText()).isEqualTo("first reads a little");
            assertThat(browser.manage().logs().get("browser").getAll()).isEmpty();
        }
    }

    @Test
    void oneModelGivesNoChoice() {
        assertThat(browser.findElement(By.id("chooser")).isDisplayed()).isFalse();
    }

    /** The page asks with the token of its own address. */
    @Test
    void thePageKnowsItsToken() {
        ServerSettings settings =
                new ServerSettings(InetAddress.getLoopbackAddress(), 0, Optional.of("ABCD-1234"), Set.of());
        try (ModelServer closed =
                ModelServer.start(settings, List.of(read("test", "")), () -> Backends.computeHereWith(1), line -> {})) {
            browser.get(closed.url());
            draw(52, 20, 51, 35, 50, 50, 49, 65, 48, 80);
            waitFor("This is a 1");
            browser.get(closed.address());
            assertThat(browser.findElement(By.tagName("body")).getText()).contains("a token is wanted");
            assertThat(browser.findElements(By.id("paper"))).isEmpty();
            assertThat(browser.manage().logs().get("browser").getAll()).hasSize(1); // of the 401; not for other tests
        }
    }

    /** What is done on a phone of 390 × 844 pixels, whose fingers are no mouse. */
    private static void onAPhone(Runnable test) {
        browser.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", 390, "height", 844, "deviceScaleFactor", 2, "mobile", true));
        browser.executeCdpCommand("Emulation.setTouchEmulationEnabled", Map.of("enabled", true, "maxTouchPoints", 5));
        try {
            browser.get(server.address());
            test.run();
        } finally {
            browser.executeCdpCommand("Emulation.setTouchEmulationEnabled", Map.of("enabled", false));
            browser.executeCdpCommand("Emulation.clearDeviceMetricsOverride", Map.of());
        }
    }

    /** A finger that goes through points given in per cent of the paper. */
    private static Sequence finger(String name, int... points) {
        WebElement paper = browser.findElement(By.id("paper"));
        int side = paper.getSize().getWidth();
        PointerInput finger = new PointerInput(PointerInput.Kind.TOUCH, name);
        Sequence sequence = new Sequence(finger, 0);
        for (int i = 0; i < points.length; i += 2) {
            sequence.addAction(finger.createPointerMove(
                    Duration.ofMillis(15),
                    PointerInput.Origin.fromElement(paper),
                    (points[i] - 50) * side / 100,
                    (points[i + 1] - 50) * side / 100));
            if (i == 0) {
                sequence.addAction(finger.createPointerDown(0));
            }
        }
        return sequence.addAction(finger.createPointerUp(0));
    }

    private static double number(String script) {
        return ((Number) browser.executeScript("return " + script)).doubleValue();
    }

    /** A stroke downwards would scroll a page that does not keep it from that. */
    @Test
    void aFingerDraws() {
        onAPhone(() -> {
            browser.executeScript("window.kinds = []; document.getElementById('paper').addEventListener("
                    + "'pointerdown', event => window.kinds.push(event.pointerType))");
            browser.perform(List.of(finger("finger", 52, 20, 51, 35, 50, 50, 49, 65, 48, 80)));
            waitFor("This is a 1");
            assertThat(browser.executeScript("return window.kinds")).isEqualTo(List.of("touch"));
            assertThat(number("window.scrollY")).isZero();
            browser.findElement(By.id("clear")).click();
            waitFor("Nothing drawn yet");
            browser.perform(List.of(finger("finger", 30, 25, 45, 24, 68, 24, 62, 40, 55, 55, 50, 70, 46, 82)));
            waitFor("This is a 7");
        });
    }

    /** Nothing is beside the screen, the answer is seen while one draws, and what is pressed is as large as a finger. */
    @Test
    void thePageFitsAPhone() {
        onAPhone(() -> {
            assertThat(number("document.documentElement.scrollWidth")).isEqualTo(390);
            assertThat(number("document.getElementById('paper').getBoundingClientRect().width"))
                    .isBetween(330.0, 390.0);
            assertThat(number("document.getElementById('answer').getBoundingClientRect().bottom"))
                    .isLessThan(664); // what a browser's own bars leave of 844
            for (String pressed : List.of("#clear", "label.file")) {
                assertThat(number("document.querySelector('" + pressed + "').getBoundingClientRect().height"))
                        .isGreaterThanOrEqualTo(44);
            }
            assertThat(browser.findElement(By.id("keys")).isDisplayed()).isFalse();
            assertThat(browser.findElement(By.id("swap")).isDisplayed()).isFalse();
        });
    }

    /** A second finger, or the ball of the hand, draws no lines across to the first. */
    @Test
    void onlyTheFirstFingerDraws() {
        onAPhone(() -> {
            browser.perform(List.of(
                    finger("first", 52, 20, 52, 20, 51, 35, 50, 50, 49, 65, 48, 80),
                    finger("second", 90, 90, 90, 90, 90, 92, 90, 94, 90, 96, 90, 98)));
            waitFor("This is a 1");
            assertThat(number("(() => { const paper = document.getElementById('paper');"
                            + "const pixels = paper.getContext('2d').getImageData(75, 0, 37, 112).data;"
                            + "return pixels.reduce((least, value) => Math.min(least, value)); })()"))
                    .as("the right third of the paper is white")
                    .isEqualTo(255);
        });
    }
}
