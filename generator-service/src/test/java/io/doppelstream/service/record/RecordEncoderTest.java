package io.doppelstream.service.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.doppelstream.model.data.ColumnData;
import io.doppelstream.model.data.Table;
import io.doppelstream.model.replay.Identifiers;
import io.doppelstream.model.schema.AvroTypes;
import io.doppelstream.model.schema.Column;
import io.doppelstream.model.schema.Role;
import io.doppelstream.model.schema.TableSchema;
import io.doppelstream.model.schema.ValueType;
import io.doppelstream.service.fixture.TinyTable;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.avro.Conversions;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.junit.jupiter.api.Test;

class RecordEncoderTest {
    private static final String NUMBERS =
            """
            {"type":"record","name":"R","fields":[
             {"name":"small","type":"int"},
             {"name":"single","type":["float","null"]},
             {"name":"price","type":["null",{"type":"fixed","name":"P","size":6,"logicalType":"decimal","precision":10,"scale":2}]},
             {"name":"at","type":{"type":"long","logicalType":"timestamp-millis"}},
             {"name":"kind","type":{"type":"enum","name":"K","symbols":["A","B"]}},
             {"name":"dropped","type":"string","default":"gone"}]}
            """;

    @Test
    void shouldWriteWhatTheStockWriterWritesWhenEveryColumnTypeIsThere() throws IOException {
        TableSchema schema = TinyTable.schema();
        Schema avro = AvroTypes.recordSchema(schema, "tiny");
        Table table = TinyTable.table(200, 3);

        RecordEncoder.Encoded encoded = RecordEncoder.of(schema, avro)
                .encode(new Chunk(table.columns(), "r", 42, 1_000, 200, ImageFormat.PNG), 258);

        for (int row = 0; row < 200; row++) {
            byte[] bytes = encoded.values()[row];
            assertThat(Arrays.copyOf(bytes, 5)).isEqualTo(new byte[] {0, 0, 0, 1, 2});
            GenericRecord read = read(avro, bytes);
            assertThat(write(avro, read)).isEqualTo(Arrays.copyOfRange(bytes, 5, bytes.length));
            assertThat(read.get("age")).isEqualTo(((ColumnData.Longs) table.column(2)).values()[row]);
            assertThat(read.get("balance") == null).isEqualTo(table.column(4).isNull(row));
            assertThat(encoded.keys()[row]).isEqualTo(("r:" + (1_000 + row)).getBytes(StandardCharsets.UTF_8));
        }
    }

    @Test
    void shouldWriteLabelsWhereAFieldTakesThem() throws IOException {
        Schema avro = AvroTypes.recordSchema(TinyTable.schema(), "tiny");
        RecordEncoder encoder = RecordEncoder.of(TinyTable.schema(), avro);
        List<ColumnData> data = TinyTable.table(2, 3).columns();
        String[] labels = {"value-shift:größe", null};

        RecordEncoder.Encoded text = encoder.encode(labelled(data, new Anomalies(labels, "nothing")), 1);
        assertThat(read(avro, text.values()[0]).get("nothing")).hasToString("value-shift:größe");
        assertThat(read(avro, text.values()[1]).get("nothing")).isNull();
        RecordEncoder.Encoded flag = encoder.encode(labelled(data, new Anomalies(labels, "member")), 1);
        assertThat(read(avro, flag.values()[0]).get("member")).isEqualTo(true);
        assertThat(read(avro, flag.values()[1]).get("member")).isEqualTo(false);

        assertThat(List.of("nothing", "plan", "member")).allMatch(encoder::takesLabels);
        assertThat(List.of("job", "age", "uuid", "level", "none")).noneMatch(encoder::takesLabels);
        assertThatThrownBy(() -> encoder.encode(labelled(data, new Anomalies(labels, "job")), 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("found 'job'");
    }

    private static Chunk labelled(List<ColumnData> data, Anomalies anomalies) {
        return new Chunk(data, "r", 1, 0, 2, ImageFormat.PNG, anomalies);
    }

    @Test
    void shouldConvertUnitsWhenTheFieldsSayOthers() throws IOException {
        Schema avro = new Schema.Parser().parse(NUMBERS);
        TableSchema schema = new TableSchema(
                List.of(
                        new Column("small", new ValueType.Whole(), new Role.Continuous(), false),
                        new Column("single", new ValueType.Floating(), new Role.Continuous(), true),
                        new Column("price", new ValueType.Decimal(10, 2), new Role.Continuous(), true),
                        new Column("at", new ValueType.Timestamp("UTC"), new Role.Continuous(), false),
                        new Column("kind", new ValueType.Text(), new Role.Categorical(List.of("A", "B")), false)),
                "kind");
        List<ColumnData> data = List.of(
                new ColumnData.Longs(new long[] {-7, 8}),
                new ColumnData.Doubles(new double[] {1.5, Double.NaN}),
                new ColumnData.Longs(new long[] {-12345, ColumnData.NULL_LONG}),
                new ColumnData.Longs(new long[] {1_700_000_000_123_456L, -1}),
                new ColumnData.Codes(new int[] {1, 0}));

        RecordEncoder.Encoded encoded =
                RecordEncoder.of(schema, avro).encode(new Chunk(data, "r", 1, 0, 2, ImageFormat.PNG), 1);

        GenericRecord first = read(avro, encoded.values()[0]);
        GenericData.Fixed price = (GenericData.Fixed) first.get("price");
        Schema fixed = AvroTypes.withoutNull(avro.getField("price").schema());
        assertThat(first.get("small")).isEqualTo(-7);
        assertThat(first.get("single")).isEqualTo(1.5f);
        assertThat(new Conversions.DecimalConversion().fromFixed(price, fixed, fixed.getLogicalType()))
                .isEqualTo(new BigDecimal("-123.45"));
        assertThat(first.get("at")).isEqualTo(1_700_000_000_123L);
        assertThat(first.get("kind")).hasToString("B");
        assertThat(first.get("dropped")).hasToString("gone");
        GenericRecord second = read(avro, encoded.values()[1]);
        assertThat(second.get("single")).isNull();
        assertThat(second.get("price")).isNull();
        assertThat(second.get("at")).isEqualTo(-1L);
        assertThat(new String(encoded.keys()[1], StandardCharsets.UTF_8)).isEqualTo("A");
    }

    @Test
    void shouldRefuseTheSchemaWhenAFieldCannotHoldItsColumn() {
        TableSchema schema = new TableSchema(
                List.of(new Column("kind", new ValueType.Text(), new Role.Categorical(List.of("x")), false)), null);
        Schema avro = new Schema.Parser()
                .parse("{\"type\":\"record\",\"name\":\"R\",\"fields\":[{\"name\":\"kind\",\"type\":\"long\"}]}");

        assertThatThrownBy(() -> RecordEncoder.of(schema, avro))
                .isInstanceOf(UnsupportedRecordSchemaException.class)
                .hasMessageContaining("kind");
    }

    @Test
    void shouldGiveUniqueIdentifiersWithinARequest() {
        Identifiers identifiers = new Identifiers(99, 3);
        Set<Object> seen = new HashSet<>();
        for (long index = 0; index < 50_000; index++) {
            assertThat(identifiers.positive(31, index)).isBetween(1L, (long) Integer.MAX_VALUE);
            seen.add(identifiers.positive(31, index));
            seen.add(identifiers.uuid(index));
            seen.add(identifiers.text(index));
        }
        assertThat(seen).hasSize(150_000);
        for (long index = 0; index < 15; index++) {
            assertThat(identifiers.positive(4, index)).isBetween(1L, 15L);
        }
    }

    private static GenericRecord read(Schema schema, byte[] bytes) throws IOException {
        return new GenericDatumReader<GenericRecord>(schema)
                .read(null, DecoderFactory.get().binaryDecoder(bytes, 5, bytes.length - 5, null));
    }

    private static byte[] write(Schema schema, GenericRecord record) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(out, null);
        new GenericDatumWriter<GenericRecord>(schema).write(record, encoder);
        encoder.flush();
        return out.toByteArray();
    }
}
