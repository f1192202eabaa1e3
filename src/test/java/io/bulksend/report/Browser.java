package io.bulksend.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import org.junit.jupiter.api.Assumptions;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

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

	Browser withoutScript() {
		this.driver.executeCdpCommand("Emulation.setScriptExecutionDisabled", Map.of("value", true));
		return this;
	}

	Browser open(Path page) {
		this.driver.get(page.toUri().toString());
		return this;
	}

	ChromeDriver driver() {
		return this.driver;
	}

	@SuppressWarnings("unchecked")
	<T> T evaluate(String expression) {
		return (T) this.driver.executeScript("return " + expression);
	}

	/** All that the page complained about: errors, and what its policy forbade. */
	List<String> complaints() {
		return this.driver.manage().logs().get(LogType.BROWSER).getAll().stream().map(Object::toString).toList();
	}

	/**
	 * The accessibility rules that the page breaks seriously, each with its first place.
	 */
	List<String> seriousBarriers() {
		this.driver.executeScript(axe());
		return List.of(String.valueOf(this.driver.executeAsyncScript("""
				const done = arguments[arguments.length - 1];
				axe.run(document, { resultTypes: ["violations"] }).then((found) => done(found.violations
					.filter((rule) => rule.impact === "serious" || rule.impact === "critical")
					.map((rule) => rule.id + ": " + rule.help + " " + rule.nodes[0].html.slice(0, 200)
						+ " " + rule.nodes[0].failureSummary).join("\\n")), (error) => done(String(error)));
				""")));
	}

	void picture(Path file) {
		Map<String, Object> size = this.driver.executeCdpCommand("Page.getLayoutMetrics", Map.of());
		Map<?, ?> content = (Map<?, ?>) size.get("cssContentSize");
		Map<String, Object> shot = this.driver.executeCdpCommand("Page.captureScreenshot", Map.of(
				"captureBeyondViewport", true, "clip",
				Map.of("x", 0, "y", 0, "width", content.get("width"), "height", content.get("height"), "scale", 1)));
		write(file, (String) shot.get("data"));
	}

	void print(Path file) {
		write(file, (String) this.driver.executeCdpCommand("Page.printToPDF", Map.of()).get("data"));
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
