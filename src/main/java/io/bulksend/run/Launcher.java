package io.bulksend.run;

import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

import io.bulksend.progress.RunProgress;
import io.bulksend.run.logging.LogFormats;
import io.bulksend.run.logging.SecretFilter;
import io.bulksend.run.settings.RunSettings;
import io.bulksend.run.settings.SettingsReader;
import io.bulksend.send.StopSwitch;

import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Starts the application around a run, and ends it.
 */
public final class Launcher {

	private Launcher() {
	}

	/**
	 * Sends a campaign, or goes on where it stopped.
	 * @param arguments settings as <code>--name=value</code>; they win over all others
	 * @param words the command that was typed, without secrets, quoted for a POSIX shell;
	 * the ledger keeps it
	 * @param stop asks for an early end
	 * @param progress is told how far the run has come
	 * @param settled is told the settings, before anything is done by them
	 * @return how the run ended
	 */
	public static RunResult send(List<String> arguments, String words, StopSwitch stop, RunProgress progress,
			Consumer<RunSettings> settled) {
		// Until the settings that say so are read: what is wrong with them is told once.
		LoggingSystem.get(Launcher.class.getClassLoader()).setLogLevel("org.springframework", LogLevel.OFF);
		SpringApplication application = new SpringApplication(RunConfiguration.class);
		application.setWebApplicationType(WebApplicationType.NONE);
		application.setBannerMode(Banner.Mode.OFF);
		application.setLogStartupInfo(false);
		// A signal stops the run, which then ends by itself: see StopSwitch.
		application.setRegisterShutdownHook(false);
		application.addListeners(new LogFormats());
		AtomicBoolean prepared = new AtomicBoolean();
		application.addInitializers((context) -> {
			prepared.set(true);
			RunSettings settings = SettingsReader.read(context.getEnvironment());
			settings.campaign();
			settled.accept(settings);
			context.getBeanFactory().registerSingleton("runSettings", settings);
			context.getBeanFactory().registerSingleton("typedWords", new TypedWords(words));
			context.getBeanFactory().registerSingleton("stopSwitch", stop);
			context.getBeanFactory().registerSingleton("runProgress", progress);
		});
		application.addInitializers((context) -> SecretFilter.install());
		try (ConfigurableApplicationContext context = application.run(arguments.toArray(String[]::new))) {
			return context.getBean(WatchedRun.class).run();
		}
		catch (RuntimeException ex) {
			throw prepared.get() ? ex : SettingsReader.refused(ex);
		}
	}

}
