package io.doppelstream.model.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.doppelstream.model.schema.Column;
import io.doppelstream.model.schema.Role;
import io.doppelstream.model.schema.SchemaOverrides;
import io.doppelstream.model.schema.TableSchema;
import io.doppelstream.model.schema.ValueType;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TableReaderTest {

    private static final int ROWS = 200;

    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void writeFile() throws IOException {
        StringBuilder csv =
                new StringBuilder("order_id;uuid;job;active;age;price;ratio;day;at;zoned;plan;empty;zip;note\n");
        for (int i = 0; i < ROWS; i++) {
            csv.append(i + 1).append(';');
            csv.append(new UUID(i, -i)).append(';');
            csv.append(i % 3 == 0 ? "" : i % 3 == 1 ? "clerk" : "\"cook; chef\"")
                    .append(';');
            csv.append(i % 2 == 0).append(';');
            csv.append(20 + i % 60).append(';');
            csv.append(i / 4).append('.').append(i % 4 == 0 ? "00" : "25").append(';');
            csv.append(i * 0.123456789).append(';');
            csv.append("2024-02-").append(String.format("%02d", 1 + i % 28)).append(';');
            csv.append("2024-02-01 10:").append(String.format("%02d", i % 60)).append(":00;");
            csv.append("2024-02-01T10:").append(String.format("%02d", i % 60)).append(":00+02:00;");
            csv.append("basic;;");
            csv.append(8000 + i % 7).append(';');
            csv.append("word").append(i % 9).append('\n');
        }
        file = folder.resolve("orders.csv");
        Files.writeString(file, csv);
    }

    @Test
    void shouldInferEveryKindOfColumn() throws Exception {
        TableSchema schema = TableReader.schema(file, SchemaOverrides.NONE);
        assertThat(role(schema, "order_id")).isEqualTo(new Role.Identifier(Role.Identifier.Format.INTEGER));
        assertThat(role(schema, "uuid")).isEqualTo(new Role.Identifier(Role.Identifier.Format.UUID));
        assertThat(column(schema, "job").vocabulary()).containsExactly("clerk", "cook; chef");
        assertThat(column(schema, "job").nullable()).isTrue();
        assertThat(column(schema, "active").type()).isEqualTo(new ValueType.Bool());
        assertThat(column(schema, "age").type()).isEqualTo(new ValueType.Whole());
        assertThat(column(schema, "age").continuous()).isTrue();
        assertThat(column(schema, "ratio").type()).isEqualTo(new ValueType.Floating());
        assertThat(column(schema, "day").type()).isEqualTo(new ValueType.Date());
        assertThat(column(schema, "at").type()).isEqualTo(new ValueType.Timestamp(null));
        assertThat(column(schema, "zoned").type()).isEqualTo(new ValueType.Timestamp("UTC"));
        assertThat(role(schema, "plan")).isEqualTo(new Role.Constant("basic"));
        assertThat(role(schema, "empty")).isEqualTo(new Role.Constant(null));
        assertThat(column(schema, "zip").continuous()).isTrue();
        assertThat(column(schema, "note").categorical()).isTrue();
    }

    @Test
    void shouldReadFinalUnits() throws Exception {
        Path overrides = folder.resolve("overrides.yaml");
        Files.writeString(
                overrides,
                """
                key: order_id
                columns:
                  price: {type: decimal, scale: 2}
                  zip: {type: categorical}
                  note: {drop: true}
                  at: {type: timestamp, zone: Europe/Zurich}
                """);
        Table table = TableReader.read(file, SchemaOverrides.read(overrides));
        TableSchema schema = table.schema();
        assertThat(table.rows()).isEqualTo(ROWS);
        assertThat(schema.key()).isEqualTo("order_id");
        assertThat(schema.indexOf("note")).isEmpty();
        assertThat(table.column(schema.require("price")).number(5)).isEqualTo(125);
        assertThat(column(schema, "zip").vocabulary())
                .startsWith("8000", "8001")
                .hasSize(7);
        assertThat(table.column(schema.require("zip")).number(8)).isEqualTo(1);
        assertThat(table.column(schema.require("job")).isNull(3)).isTrue();
        assertThat(table.column(schema.require("day")).number(0)).isEqualTo(19754);
        assertThat(Values.text(column(schema, "at").type(), (long)
                        table.column(schema.require("at")).number(0)))
                .isEqualTo("2024-02-01T10:00:00+01:00");
        assertThat(Values.text(column(schema, "zoned").type(), (long)
                        table.column(schema.require("zoned")).number(0)))
                .isEqualTo("2024-02-01T08:00:00Z");
    }

    @Test
    void shouldReadCompressedAndJsonFilesAlike() throws Exception {
        Path zipped = folder.resolve("orders.csv.gz");
        try (GZIPOutputStream out = new GZIPOutputStream(Files.newOutputStream(zipped))) {
            out.write(Files.readAllBytes(file));
        }
        Table table = TableReader.read(zipped, SchemaOverrides.NONE);
        assertThat(table.schema()).isEqualTo(TableReader.schema(file, SchemaOverrides.NONE));
        Path json = folder.resolve("few.jsonl");
        Files.writeString(json, "{\"a\": 1, \"b\": \"x\"}\n{\"a\": 2, \"b\": \"y\"}\n{\"a\": 3, \"b\": null}\n");
        assertThat(TableReader.read(json, SchemaOverrides.NONE).rows()).isEqualTo(3);
    }

    @Test
    void shouldReadWithAKnownSchemaAndRefuseValuesOutsideItsVocabulary() throws Exception {
        TableSchema schema = TableReader.schema(file, SchemaOverrides.NONE);
        assertThat(TableReader.read(file, schema).rows()).isEqualTo(ROWS);
        Path other = folder.resolve("other.csv");
        Files.writeString(other, Files.readString(file).replace("clerk", "pilot"));
        assertThatThrownBy(() -> TableReader.read(other, schema))
                .isInstanceOf(UnusableDataException.class)
                .hasMessageContaining("'job'")
                .hasMessageContaining("'pilot'");
    }

    @Test
    void shouldReadNumbersWithMissingWordsAsNumbersWithNulls() throws Exception {
        Path missing = folder.resolve("missing.csv");
        Files.writeString(missing, "income,rate,country,row\n100,0.5,NA,1\nNA,?,CH,2\n300,1.25,NA,3\n");
        Table table = TableReader.read(missing, SchemaOverrides.NONE);
        assertThat(column(table.schema(), "income").type()).isEqualTo(new ValueType.Whole());
        assertThat(column(table.schema(), "income").nullable()).isTrue();
        assertThat(table.column(0).isNull(1)).isTrue();
        assertThat(column(table.schema(), "rate").type()).isEqualTo(new ValueType.Floating());
        assertThat(column(table.schema(), "country").vocabulary()).containsExactly("CH", "NA");
    }

    @Test
    void shouldTakeConsecutiveNumbersForIdentifiersWhateverTheirName() throws Exception {
        Path numbered = folder.resolve("numbered.csv");
        StringBuilder csv = new StringBuilder("policy,visits\n");
        for (int i = 0; i < 100; i++) {
            csv.append(5000 + (i * 37) % 100).append(',').append(i * 3).append('\n');
        }
        Files.writeString(numbered, csv);
        TableSchema schema = TableReader.schema(numbered, SchemaOverrides.NONE);
        assertThat(role(schema, "policy")).isEqualTo(new Role.Identifier(Role.Identifier.Format.INTEGER));
        assertThat(column(schema, "visits").continuous()).isTrue();
    }

    @Test
    void shouldKeepYesAndNoAsTheyAreWritten() throws Exception {
        Path answers = folder.resolve("answers.csv");
        Files.writeString(answers, "default,flag\nno,True\nyes,False\nno,True\n");
        Table table = TableReader.read(answers, SchemaOverrides.NONE);
        assertThat(column(table.schema(), "default").vocabulary()).containsExactly("no", "yes");
        assertThat(column(table.schema(), "flag").type()).isEqualTo(new ValueType.Bool());
        assertThat(column(table.schema(), "flag").vocabulary()).containsExactly("false", "true");
        assertThat(table.column(1).number(0)).isEqualTo(1);
    }

    @Test
    void shouldKeepValuesThatOnlyOneOfTwoFilesHasWhenTheyAreCompared() throws Exception {
        Path other = folder.resolve("other.csv");
        Files.writeString(other, Files.readString(file).replace("clerk", "pilot"));
        Table.Split both = TableReader.readPair(file, other, SchemaOverrides.NONE);
        assertThat(both.first().schema()).isEqualTo(both.second().schema());
        assertThat(column(both.first().schema(), "job").vocabulary()).containsExactly("clerk", "cook; chef", "pilot");
        int job = both.second().schema().require("job");
        assertThat(both.second().column(job).number(1)).isEqualTo(2);
    }

    @Test
    void shouldRefuseFreeTextWithAWordOnWhatToDo() throws Exception {
        Path texts = folder.resolve("texts.csv");
        StringBuilder csv = new StringBuilder("score,review\n");
        for (int i = 0; i < 100; i++) {
            csv.append(i % 5).append(",this is review number ").append(i).append('\n');
        }
        Files.writeString(texts, csv);
        assertThatThrownBy(() -> TableReader.read(texts, SchemaOverrides.NONE))
                .isInstanceOf(UnusableDataException.class)
                .hasMessageContaining("free text in 'review'")
                .hasMessageContaining("drop: true");
    }

    @Test
    void shouldExplainUnusableFiles() throws Exception {
        assertThatThrownBy(() -> TableReader.read(folder.resolve("none.csv"), SchemaOverrides.NONE))
                .hasMessageContaining("found no file");
        Path odd = folder.resolve("data.xlsx");
        Files.write(odd, new byte[] {'P', 'K', 3, 4, 0, 0});
        assertThatThrownBy(() -> TableReader.read(odd, SchemaOverrides.NONE)).hasMessageContaining(".parquet");
        Path empty = folder.resolve("empty.csv");
        Files.writeString(empty, "a,b\n");
        assertThatThrownBy(() -> TableReader.read(empty, SchemaOverrides.NONE))
                .isInstanceOf(UnusableDataException.class)
                .hasMessageContaining("at least one row");
        Path broken = folder.resolve("broken.parquet");
        Files.writeString(broken, "not parquet");
        assertThatThrownBy(() -> TableReader.read(broken, SchemaOverrides.NONE))
                .isInstanceOf(UnusableDataException.class)
                .hasMessageContaining("broken.parquet");
    }

    @Test
    void shouldRefuseOverridesOfUnknownColumnsAndKeys() throws Exception {
        Path overrides = folder.resolve("overrides.yaml");
        Files.writeString(overrides, "columns: {agee: {drop: true}}\n");
        SchemaOverrides read = SchemaOverrides.read(overrides);
        assertThatThrownBy(() -> TableReader.read(file, read)).hasMessageContaining("'agee'");
        Files.writeString(overrides, "columns: {age: {typ: integer}}\n");
        assertThatThrownBy(() -> SchemaOverrides.read(overrides)).hasMessageContaining("typ");
    }

    private static Column column(TableSchema schema, String name) {
        return schema.column(schema.require(name));
    }

    private static Role role(TableSchema schema, String name) {
        return column(schema, name).role();
    }

    private Table readText(String name, String text) throws Exception {
        return TableReader.read(Files.writeString(folder.resolve(name), text), SchemaOverrides.NONE);
    }

    @Test
    void shouldReadAJsonArrayAndRefuseNestedFields() throws Exception {
        assertThat(readText("few.json", "[{\"a\": 1, \"b\": \"x\"}, {\"a\": 2, \"b\": \"y\"}]")
                        .rows())
                .isEqualTo(2);
        assertThatThrownBy(() -> readText("nested.json", "[{\"a\": 1, \"b\": {\"c\": [1]}}]"))
                .isInstanceOf(UnusableDataException.class)
                .hasMessageContaining("found 'b' of type STRUCT")
                .hasMessageContaining("{drop: true}");
    }

    @Test
    void shouldReadACsvFileWhateverItsNameWhenItIsText() throws Exception {
        Path zipped = folder.resolve("records_10_percent.gz");
        try (GZIPOutputStream out = new GZIPOutputStream(Files.newOutputStream(zipped))) {
            out.write("1,tcp,0.5\n2,udp,0.25\n3,tcp,0.125\n".getBytes(StandardCharsets.UTF_8));
        }
        Table table = TableReader.read(zipped, SchemaOverrides.NONE);
        assertThat(table.schema().names()).isEqualTo("column0, column1, column2");
        assertThat(table.rows()).isEqualTo(3);
    }

    @Test
    void shouldReadTabsAndAByteOrderMark() throws Exception {
        Table table = readText("marked.csv", "\uFEFFname\tsize\na\t1\nb\t2\na\t4\n");
        assertThat(table.schema().names()).isEqualTo("name, size");
        assertThat(table.rows()).isEqualTo(3);
    }

    @Test
    void shouldSayWhatIsMissingWhenThereAreNoRows() {
        for (String text : new String[] {"", "name,size\n"}) {
            assertThatThrownBy(() -> readText("none.csv", text))
                    .as("'" + text + "'")
                    .isInstanceOf(UnusableDataException.class)
                    .hasMessageContaining("none.csv");
        }
    }
}
