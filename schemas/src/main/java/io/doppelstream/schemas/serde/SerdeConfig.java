package io.doppelstream.schemas.serde;

import java.util.Map;
import org.apache.kafka.common.config.ConfigException;

/**
 * What serializers and deserializers do, under Confluent's property names. Subjects are always those of
 * TopicNameStrategy, {@code <topic>-key} and {@code <topic>-value}.
 *
 * @param autoRegisterSchemas {@code auto.register.schemas}: register a schema that the subject lacks; if false, fail
 * @param useLatestVersion {@code use.latest.version}: write with the subject's latest schema instead of the record's own;
 *     only without auto-registration, as with Confluent
 * @param specificAvroReader {@code specific.avro.reader}: read into the generated class that the writer's schema names
 */
public record SerdeConfig(boolean autoRegisterSchemas, boolean useLatestVersion, boolean specificAvroReader) {
    public static final String AUTO_REGISTER_SCHEMAS = "auto.register.schemas";
    public static final String USE_LATEST_VERSION = "use.latest.version";
    public static final String SPECIFIC_AVRO_READER = "specific.avro.reader";
    private static final String STRATEGY = "TopicNameStrategy";

    /** Confluent's defaults: registers, writes with the record's own schema, reads generic records. */
    public static final SerdeConfig DEFAULTS = new SerdeConfig(true, false, false);

    public static SerdeConfig from(Map<String, ?> properties) {
        requireTopicNameStrategy(properties, "key.subject.name.strategy");
        requireTopicNameStrategy(properties, "value.subject.name.strategy");
        return new SerdeConfig(
                flag(properties, AUTO_REGISTER_SCHEMAS, DEFAULTS.autoRegisterSchemas),
                flag(properties, USE_LATEST_VERSION, DEFAULTS.useLatestVersion),
                flag(properties, SPECIFIC_AVRO_READER, DEFAULTS.specificAvroReader));
    }

    private static void requireTopicNameStrategy(Map<String, ?> properties, String name) {
        Object strategy = properties.get(name);
        String className = strategy instanceof Class<?> type ? type.getName() : String.valueOf(strategy);
        if (strategy != null && !className.endsWith("." + STRATEGY)) {
            throw new ConfigException(name, strategy, "expected " + STRATEGY + ", the one supported");
        }
    }

    private static boolean flag(Map<String, ?> properties, String name, boolean byDefault) {
        Object value = properties.get(name);
        if (value == null) {
            return byDefault;
        }
        return switch (value.toString()) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new ConfigException(name, value, "expected true or false");
        };
    }

    /** TopicNameStrategy: the subject of a topic's keys or values. */
    static String subject(String topic, boolean isKey) {
        return topic + (isKey ? "-key" : "-value");
    }
}
