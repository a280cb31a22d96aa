package io.doppelstream.schemas.compatibility;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every schema against every version that was ever committed under {@code compat}, and its documentation. */
class SchemaCompatibilityTest {
    private static final Path CURRENT = Path.of("src/main/avro");
    private static final Path EARLIER = Path.of("src/test/resources/compat");

    static List<Path> currentFiles() {
        return schemaFiles(CURRENT);
    }

    static List<Path> earlierFiles() {
        return schemaFiles(EARLIER);
    }

    private static List<Path> schemaFiles(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".avsc"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Schema parse(Path file) throws IOException {
        return new Schema.Parser().parse(Files.readString(file));
    }

    @ParameterizedTest
    @MethodSource("earlierFiles")
    void shouldStayFullyCompatibleWhenASchemaChanges(Path earlier) throws IOException {
        Path current = CURRENT.resolve(earlier.getFileName());

        assertThat(current).as("a published contract is never removed").exists();
        assertThat(FullCompatibility.conflicts(parse(earlier), parse(current)))
                .as("%s against %s", current, earlier)
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("currentFiles")
    void shouldHaveACommittedVersionWhenASchemaIsNew(Path current) {
        assertThat(earlierFiles())
                .as("copy %s to %s/vN when it is first released", current, EARLIER)
                .anyMatch(earlier -> earlier.getFileName().equals(current.getFileName()));
    }

    @ParameterizedTest
    @MethodSource("currentFiles")
    void shouldDocumentEveryFieldAndType(Path current) throws IOException {
        List<String> undocumented = new ArrayList<>();
        collectUndocumented(parse(current), undocumented);

        assertThat(undocumented)
                .as("types and fields of %s without doc", current)
                .isEmpty();
    }

    private static void collectUndocumented(Schema schema, List<String> undocumented) {
        switch (schema.getType()) {
            case RECORD -> {
                requireText(schema.getDoc(), schema.getFullName(), undocumented);
                for (Schema.Field field : schema.getFields()) {
                    requireText(field.doc(), schema.getFullName() + "." + field.name(), undocumented);
                    collectUndocumented(field.schema(), undocumented);
                }
            }
            case ENUM -> requireText(schema.getDoc(), schema.getFullName(), undocumented);
            case ARRAY -> collectUndocumented(schema.getElementType(), undocumented);
            case MAP -> collectUndocumented(schema.getValueType(), undocumented);
            case UNION -> schema.getTypes().forEach(type -> collectUndocumented(type, undocumented));
            default -> {
                // Primitive types have no documentation of their own.
            }
        }
    }

    private static void requireText(String doc, String where, List<String> undocumented) {
        if (doc == null || doc.isBlank()) {
            undocumented.add(where);
        }
    }

    @Test
    void shouldNameTheFieldWhenItBreaksCompatibility() {
        Schema earlier = SchemaBuilder.record("R").fields().requiredInt("a").endRecord();
        Schema current = SchemaBuilder.record("R")
                .fields()
                .requiredInt("a")
                .requiredInt("added")
                .endRecord();

        assertThat(FullCompatibility.conflicts(earlier, current))
                .singleElement()
                .asString()
                .contains("READER_FIELD_MISSING_DEFAULT_VALUE")
                .contains("added");
    }
}
