package io.doppelstream.model.schema;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Overrides of schema inference, as read from YAML:
 *
 * <pre>
 * key: customer
 * columns:
 *   zipcode: {type: categorical}
 *   price: {type: decimal, scale: 2}
 *   seen: {type: timestamp, zone: Europe/Berlin}
 *   comment: {drop: true}
 * </pre>
 *
 * <p>Settings of the training may stand beside, under {@code training}; they are not of the schema.
 *
 * @param key column that keys records on Kafka, null for none
 * @param columns overrides by column name
 */
@JsonIgnoreProperties("training")
public record SchemaOverrides(String key, Map<String, ColumnOverride> columns) {

    /** Nothing overridden. */
    public static final SchemaOverrides NONE = new SchemaOverrides(null, Map.of());

    private static final YAMLMapper YAML = YAMLMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    /** Copies the map. */
    public SchemaOverrides {
        columns = columns == null ? Map.of() : Map.copyOf(columns);
    }

    /** Reads a YAML file; unknown keys are errors. */
    public static SchemaOverrides read(Path file) throws IOException {
        try {
            SchemaOverrides overrides = YAML.readValue(Files.readString(file), SchemaOverrides.class);
            return overrides == null ? NONE : overrides;
        } catch (JsonMappingException e) {
            throw new IllegalArgumentException(
                    "Expected overrides (key, columns) in " + file + ", found: " + e.getOriginalMessage(), e);
        }
    }

    /** Override of a column, null if there is none. */
    public ColumnOverride of(String column) {
        return columns.get(column);
    }

    /** Checks that every override names a column. */
    public void check(List<String> names) {
        for (String column : columns.keySet()) {
            if (!names.contains(column)) {
                throw new IllegalArgumentException("Expected overrides of the columns " + String.join(", ", names)
                        + ", found one of '" + column + "'");
            }
        }
    }
}
