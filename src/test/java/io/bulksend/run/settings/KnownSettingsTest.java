package io.bulksend.run.settings;

import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.SimpleCommandLinePropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What bears our name is bound or refused, and never passed over.
 */
class KnownSettingsTest {

	@ParameterizedTest
	@CsvSource(textBlock = """
			BULKSEND_LIMITS, BULKSEND_LIMIT
			BULKSEND_SUPRESS, BULKSEND_SUPPRESS
			BULKSEND_MAX_FAILURE, BULKSEND_MAX_FAILURES
			Bulksend_Max_Failures, BULKSEND_MAX_FAILURES
			BULKSEND_MAX-FAILURE, BULKSEND_MAX_FAILURES
			bulksend_limits, bulksend_limit
			BULKSEND_TOKEN, BULKSEND_API_TOKEN
			BULKSEND_APITOKEN, BULKSEND_API_TOKEN
			BULKSEND_API_RESPONSE-TIME-OUTS, BULKSEND_API_RESPONSE_TIMEOUT
			BULKSEND_COLUMN_RECIPIENT_WHATSAPP, BULKSEND_COLUMNS_RECIPIENT_WHATSAPP
			BULKSEND_JSONS, BULKSEND_JSON
			BULKSEND_LIMIT_0, BULKSEND_LIMIT
			bulksend.limits, BULKSEND_LIMIT
			""")
	void variablesThatSpringPassesOverAreRefused(String name, String nearest) {
		assertThatExceptionOfType(ConfigurationException.class).isThrownBy(() -> read(variable(name, "1")))
			.withMessage("There is no setting " + name + ". The nearest name is " + nearest + ".");
	}

	@ParameterizedTest
	@ValueSource(strings = { "BULKSEND_MAX_FAILURES", "BULKSEND_MAXFAILURES", "BULKSEND__MAXFAILURES",
			"bulksend_max_failures", "bulksend_maxfailures", "bulksend.max-failures", "bulksend.maxFailures" })
	void variablesThatSpringBindsAreBound(String name) {
		assertThat(read(variable(name, "7")).send().maxFailures()).isEqualTo(7);
	}

	@ParameterizedTest
	@ValueSource(
			strings = { "BULKSEND_API_CONNECT_TIMEOUT", "BULKSEND_API_CONNECTTIMEOUT", "bulksend_api_connect_timeout" })
	void variablesOfGroupsAreBound(String name) {
		assertThat(read(variable(name, "7s"), property("bulksend.api.token", "t")).api().connectTimeout().toSeconds())
			.isEqualTo(7);
	}

	@ParameterizedTest
	@ValueSource(strings = { "BULKSEND_COLUMNS_RECIPIENT_WHATSAPP", "BULKSEND_COLUMNS_RECIPIENTWHATSAPP",
			"bulksend_columns_recipient_whatsapp", "bulksend.columns.recipient-whatsapp" })
	void variablesMapColumns(String name) {
		assertThat(read(variable(name, "Phone")).input().columns()).hasToString("{recipient_whatsapp=Phone}");
	}

	@ParameterizedTest
	@ValueSource(strings = { "BULKSEND_COLUMNS_TEMPLATE_ATTRIBUTE_1", "BULKSEND_COLUMNS_TEMPLATEATTRIBUTE1",
			"BULKSEND_COLUMNS_TEMPLATE_ATTRIBUTE1", "bulksend.columns.template-attribute-1" })
	void aVariableNamesTheColumnOfAnAttribute(String name) {
		assertThat(read(variable(name, "First name")).input().columns())
			.hasToString("{template_attribute_1=First name}");
	}

	@ParameterizedTest
	@ValueSource(strings = { "bulksend.columns.template-attribute-1", "bulksend.columns.templateAttribute1",
			"bulksend.columns.template_attribute_1", "bulksend.columns[template_attribute_1]",
			"bulksend.columns[Template Attribute 1]", "bulksend.columns.template.attribute.1",
			"bulksend.columns.template.attribute[1]", "bulksend.columns.TEMPLATE_ATTRIBUTE_1" })
	void aPropertyNamesTheColumnOfAnAttribute(String name) {
		assertThat(read(property(name, "First name")).input().columns())
			.hasToString("{template_attribute_1=First name}");
	}

	@ParameterizedTest
	@ValueSource(strings = { "bulksend.defaults.template-attribute-1", "bulksend.defaults.templateAttribute1",
			"bulksend.defaults[template_attribute_1]", "bulksend.defaults.template_attribute_1" })
	void aPropertySetsWhatStandsForAnEmptyColumn(String name) {
		assertThat(read(property(name, "Ana")).input().usual()).hasToString("{template_attribute_1=Ana}");
		assertThat(
				read(variable("BULKSEND_DEFAULTS_TEMPLATE_ATTRIBUTE_1", "Eva"), property(name, "Ana")).input().usual())
			.hasToString("{template_attribute_1=Eva}");
	}

	@ParameterizedTest
	@ValueSource(strings = { "bulksend.columns.recipient-whatsapp", "bulksend.columns.recipientWhatsapp",
			"bulksend.columns.recipient_whatsapp", "bulksend.columns[recipient_whatsapp]",
			"bulksend.columns.RECIPIENT_WHATSAPP", "bulksend.columns.recipient.whatsapp" })
	void propertiesMapColumns(String name) {
		assertThat(read(property(name, "Phone")).input().columns()).hasToString("{recipient_whatsapp=Phone}");
	}

	@Test
	void theCommandLineMapsAColumnInPlaceOfAVariable() {
		assertThat(read(new SimpleCommandLinePropertySource("--bulksend.columns.recipient-whatsapp=Mobile"),
				variable("BULKSEND_COLUMNS_RECIPIENT_WHATSAPP", "Phone"),
				property("bulksend.columns.recipientWhatsapp", "Telephone"))
			.input()
			.columns()).hasToString("{recipient_whatsapp=Mobile}");
	}

	@ParameterizedTest
	@ValueSource(strings = { "BULKSEND_SERVICE_HOST", "BULKSEND_SERVICE_PORT_HTTP", "BULKSEND_PORT",
			"BULKSEND_PORT_8089_TCP_ADDR", "BULKSEND_JSON", "BULKSEND_QUIET", "BULKSEND_DEBUG", "BULKSENDER",
			"BULK_SEND_OPTS", "PATH" })
	void variablesOfOthersAndSwitchesAreLeftAlone(String name) {
		assertThat(read(variable(name, "1")).send().limit()).isZero();
	}

	@ParameterizedTest
	@CsvSource(textBlock = """
			bulksend.limits, bulksend.limit
			bulksend.supress, bulksend.suppress
			bulk-send.limits, bulksend.limit
			BULKSEND_LIMIT, bulksend.limit
			bulksend_limit, bulksend.limit
			bulksend.api.tokn, bulksend.api.token
			bulksend.api-url, bulksend.api.url
			bulksend.column.caption, bulksend.columns.caption
			bulksend.limit.more, bulksend.limit
			bulksend.retry.more, bulksend.retry
			""")
	void propertiesThatSpringPassesOverAreRefused(String name, String nearest) {
		assertThatExceptionOfType(ConfigurationException.class).isThrownBy(() -> read(property(name, "1")))
			.withMessage("There is no setting " + name + ". The nearest name is " + nearest + ".");
	}

	@ParameterizedTest
	@ValueSource(strings = { "bulksend.max-failures", "bulksend.maxFailures", "bulksend.max_failures",
			"bulksend.MAX-FAILURES", "bulksend.maxfailures", "bulk-send.max-failures" })
	void propertiesThatSpringBindsAreBound(String name) {
		assertThat(read(property(name, "7")).send().maxFailures()).isEqualTo(7);
	}

	@Test
	void listsAreBoundAsPropertiesAndVariables() {
		assertThat(read(property("bulksend.file", "a.csv"), property("bulksend.retry[0]", "rejected")).campaign()
			.retry()
			.statuses()).hasToString("[REJECTED]");
		assertThat(read(property("bulksend.file", "a.csv"), variable("BULKSEND_RETRY_0", "rejected")).campaign()
			.retry()
			.statuses()).hasToString("[REJECTED]");
	}

	@Test
	void optionsAndSystemPropertiesAreNamedAsTheyAreTyped() {
		assertThatExceptionOfType(ConfigurationException.class)
			.isThrownBy(() -> read(new SimpleCommandLinePropertySource("--bulksend.limits=1")))
			.withMessage("There is no setting --bulksend.limits. The nearest name is --bulksend.limit.");
		assertThatExceptionOfType(ConfigurationException.class)
			.isThrownBy(() -> read(new MapPropertySource("systemProperties", Map.of("bulksend.limits", 1))))
			.withMessage("There is no setting -Dbulksend.limits. The nearest name is -Dbulksend.limit.");
	}

	@Test
	void switchesInFilesAreToldWhereTheyBelong() {
		assertThatExceptionOfType(ConfigurationException.class)
			.isThrownBy(() -> read(property("bulksend.quiet", "true")))
			.withMessage("bulksend.quiet has to be known before this is read: give the option --quiet, or set"
					+ " BULKSEND_QUIET.");
	}

	private static RunSettings read(PropertySource<?>... sources) {
		StandardEnvironment environment = new StandardEnvironment();
		MutablePropertySources all = environment.getPropertySources();
		all.remove(StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME);
		all.remove(StandardEnvironment.SYSTEM_PROPERTIES_PROPERTY_SOURCE_NAME);
		for (PropertySource<?> source : sources) {
			all.addLast(source);
		}
		return SettingsReader.read(environment);
	}

	private static PropertySource<?> variable(String name, String value) {
		return new SystemEnvironmentPropertySource(StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
				Map.of(name, value));
	}

	private static PropertySource<?> property(String name, String value) {
		return new MapPropertySource("a file with " + name, Map.of(name, value));
	}

}
