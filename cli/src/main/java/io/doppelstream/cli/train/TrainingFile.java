package io.doppelstream.cli.train;

import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.doppelstream.cli.terminal.UserException;
import io.doppelstream.model.schema.SchemaOverrides;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * What {@code train --config} holds: overrides of the schema and settings of the GAN kind.
 *
 * @param schema overrides of the inferred schema
 * @param training settings by name
 */
record TrainingFile(SchemaOverrides schema, Map<String, Object> training) {

    /** No file. */
    static final TrainingFile NONE = new TrainingFile(SchemaOverrides.NONE, Map.of());

    /** The section of the settings alone; the others are read by {@link SchemaOverrides}. */
    private record Settings(Map<String, Object> training, Object key, Object columns) {}

    static TrainingFile read(Path file) throws IOException {
        SchemaOverrides schema = SchemaOverrides.read(file);
        try {
            Settings settings = new YAMLMapper().readValue(Files.readString(file), Settings.class);
            boolean none = settings == null || settings.training() == null;
            return new TrainingFile(schema, none ? Map.of() : settings.training());
        } catch (JsonMappingException e) {
            throw new UserException(
                    "Expected settings by name under training: in " + file + ", found: " + e.getOriginalMessage());
        }
    }
}
