package io.bulksend.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

import org.junit.jupiter.api.Assumptions;
import org.openqa.selenium.By;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;
import org.openqa.selenium.support.ui.WebDriverWait;

/**
 * A browser without a window: Chromium or Chrome, with the driver beside it. Tests are
 * skipped where one of both is missing.
 */
final class Browser implements AutoCloseable {

	private final ChromeDriver driver;

	private Browser(ChromeDriver driver) {
		this.driver = driver;
	}

	static Browser start() {
		Optional<Path> browser = installed("chromium", "chromium-browser", "google-chrome", "google-chrome-stable");
		Optional<Path> driver = installed("chromedriver");
		Assumptions.assumeTrue(browser.isPresent() && driver.isPresent(),
				"Not tried in a browser: that takes chromium and chromedriver"
						+ " (Debian: apt-get install chromium chromium-driver)");
		ChromeOptions options = new ChromeOptions();
		options.setBinary(browser.orElseThrow().toFile());
		// A container's root has no sandbox, and its shared memory is small.
		options.addArguments("--headless=new", "--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu",
				"--hide-scrollbars");
		LoggingPreferences logging = new LoggingPreferences();
		logging.enable(LogType.BROWSER, java.util.logging.Level.ALL);
		options.setCapability("goog:loggingPrefs", logging);
		ChromeDriverService service = new ChromeDriverService.Builder()
			.usingDriverExecutable(driver.orElseThrow().toFile())
			.withSilent(true)
			.build();
		return new Browser(new ChromeDriver(service, options));
	}

	private static Optional<Path> installed(String... names) {
		return Stream.of(names)
			.flatMap((name) -> Stream.of(System.getenv("PATH").split(java.io.File.pathSeparator))
				.map((folder) -> Path.of(folder, name)))
			.filter(Files::isExecutable)
			.findFirst();
	}

	Browser width(int pixels) {
		this.driver.executeCdpCommand("Emulation.setDeviceMetricsOverride",
				Map.of("width", pixels, "height", 800, "deviceScaleFactor", 1, "mobile", pixels < 600));
		return this;
	}

	/** Sets the preference for light or dark, and screen or print. */
	Browser media(String media, String scheme) {
		this.driver.executeCdpCommand("Emulation.setEmulatedMedia",
				Map.of("media", media, "features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
		return this;
	}

	Browser script(boolean runs) {
		this.driver.executeCdpCommand("Emulation.setScriptExecutionDisabled", Map.of("value", !runs));
		return this;
	}

	Browser open(Path page) {
		this.driver.get(page.toUri().toString());
		return this;
	}

	WebElement find(String selector) {
		return this.driver.findElement(By.cssSelector(selector));
	}

	List<String> texts(String selector) {
		// At once, as the page may change them meanwhile.
		List<?> texts = evaluate("[...document.querySelectorAll(arguments[0])].map((found) => found.innerText)",
				selector);
		return texts.stream().map(String::valueOf).toList();
	}

	/** Waits until the page has done something by itself. */
	void await(BooleanSupplier condition) {
		new WebDriverWait(this.driver, Duration.ofSeconds(20)).until((driver) -> condition.getAsBoolean());
	}

	@SuppressWarnings("unchecked")
	<T> T evaluate(String expression, Object... arguments) {
		return (T) this.driver.executeScript("return " + expression, arguments);
	}

	/** All that the page complained about: errors, and what its policy forbade. */
	List<String> complaints() {
		return this.driver.manage().logs().get(LogType.BROWSER).getAll().stream().map(Object::toString).toList();
	}

	/**
	 * The accessibility rules that the page breaks, each with where it does.
	 */
	List<String> barriers() {
		this.driver.executeScript(axe());
		Object found = this.driver.executeAsyncScript("""
				const done = arguments[arguments.length - 1];
				axe.run(document, { resultTypes: ['violations'] }).then((found) => done(found.violations
					.map((rule) => rule.help + ": " + rule.nodes.map((node) => node.html).join(" ")
						+ " " + rule.nodes[0].failureSummary)), (error) => done([String(error)]));
				""");
		return ((List<?>) found).stream().map(String::valueOf).toList();
	}

	/**
	 * Paints the page for people to look at, with -Dreport.pictures: nothing else does.
	 */
	void picture(Path file) {
		if (System.getProperty("report.pictures") == null) {
			return;
		}
		Map<String, Object> size = this.driver.executeCdpCommand("Page.getLayoutMetrics", Map.of());
		Map<?, ?> content = (Map<?, ?>) size.get("cssContentSize");
		Map<String, Object> shot = this.driver.executeCdpCommand("Page.captureScreenshot", Map.of(
				"captureBeyondViewport", true, "clip",
				Map.of("x", 0, "y", 0, "width", content.get("width"), "height", content.get("height"), "scale", 1)));
		write(file, (String) shot.get("data"));
	}

	void print(Path file) {
		write(file, (String) this.driver.executeCdpCommand("Page.printToPDF", Map.of("preferCSSPageSize", true))
			.get("data"));
	}

	private static void write(Path file, String base64) {
		try {
			Files.createDirectories(file.getParent());
			Files.write(file, Base64.getDecoder().decode(base64));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static String axe() {
		try (InputStream in = Browser.class.getResourceAsStream("/axe.min.js")) {
			return new String(in.readAllBytes(), StandardCharsets.UTF_8);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	@Override
	public void close() {
		this.driver.quit();
	}

}
