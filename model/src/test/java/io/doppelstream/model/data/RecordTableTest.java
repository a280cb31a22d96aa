package io.doppelstream.model.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.doppelstream.model.schema.ColumnOverride;
import io.doppelstream.model.schema.Role;
import io.doppelstream.model.schema.SchemaOverrides;
import io.doppelstream.model.schema.TableSchema;
import io.doppelstream.model.schema.ValueType;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.UUID;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.junit.jupiter.api.Test;

class RecordTableTest {

    private static final Schema SCHEMA = new Schema.Parser()
            .parse(
                    """
                    {"type": "record", "name": "Order", "fields": [
                      {"name": "id", "type": {"type": "string", "logicalType": "uuid"}},
                      {"name": "state", "type": {"type": "enum", "name": "State", "symbols": ["NEW", "PAID"]}},
                      {"name": "price", "type": ["null",
                        {"type": "bytes", "logicalType": "decimal", "precision": 9, "scale": 2}], "default": null},
                      {"name": "ratio", "type": "float"},
                      {"name": "items", "type": "int"},
                      {"name": "gift", "type": "boolean"},
                      {"name": "day", "type": {"type": "int", "logicalType": "date"}},
                      {"name": "at", "type": {"type": "long", "logicalType": "timestamp-millis"}},
                      {"name": "local", "type": {"type": "long", "logicalType": "local-timestamp-micros"}},
                      {"name": "city", "type": ["string", "null"]}
                    ]}
                    """);

    private static GenericRecord order(int number) {
        GenericRecord order = new GenericData.Record(SCHEMA);
        order.put("id", new UUID(number, -number).toString());
        order.put(
                "state",
                new GenericData.EnumSymbol(SCHEMA.getField("state").schema(), number % 2 == 0 ? "NEW" : "PAID"));
        order.put(
                "price",
                number % 5 == 0
                        ? null
                        : ByteBuffer.wrap(
                                new BigDecimal(number + ".25").unscaledValue().toByteArray()));
        order.put("ratio", number / 10f);
        order.put("items", number);
        order.put("gift", number % 3 == 0);
        order.put("day", 19_000 + number);
        order.put("at", 1_700_000_000_000L + number);
        order.put("local", 1_700_000_000_000_000L + number);
        order.put("city", number % 4 == 0 ? null : "city" + number % 4);
        return order;
    }

    @Test
    void shouldTakeTypesFromTheSchemaAndValuesInFinalUnits() throws Exception {
        try (RecordTable records = RecordTable.of("orders", SCHEMA, SchemaOverrides.NONE)) {
            for (int number = 0; number < 100; number++) {
                records.add(order(number * 3));
            }
            try (TableSource source = records.source()) {
                TableSchema schema = source.schema();
                Table table = source.read();
                assertThat(source.rows()).isEqualTo(100);
                assertThat(schema.column(0).role()).isEqualTo(new Role.Identifier(Role.Identifier.Format.UUID));
                assertThat(schema.column(1).vocabulary()).containsExactly("NEW", "PAID");
                assertThat(schema.column(2).type()).isEqualTo(new ValueType.Decimal(9, 2));
                assertThat(schema.column(2).nullable()).isTrue();
                assertThat(table.column(2).number(1)).isEqualTo(325);
                assertThat(table.column(2).isNull(0)).isTrue();
                assertThat(table.column(3).number(1)).isEqualTo(0.3);
                assertThat(table.column(4).number(2)).isEqualTo(6);
                assertThat(schema.column(5).role()).isInstanceOf(Role.Constant.class);
                assertThat(table.column(6).number(1)).isEqualTo(19_003);
                assertThat(schema.column(7).type()).isEqualTo(new ValueType.Timestamp("UTC"));
                assertThat(table.column(7).number(1)).isEqualTo(1_700_000_000_003_000.0);
                assertThat(schema.column(8).type()).isEqualTo(new ValueType.Timestamp(null));
                assertThat(table.column(8).number(1)).isEqualTo(1_700_000_000_000_003.0);
                assertThat(schema.column(9).vocabulary()).containsExactly("city1", "city2", "city3");
                assertThat(schema.column(9).nullable()).isTrue();
            }
        }
    }

    @Test
    void shouldNameTheFieldAndTheWayOutWhenItIsNested() {
        Schema nested = new Schema.Parser()
                .parse(
                        """
                        {"type": "record", "name": "Order", "fields": [
                          {"name": "total", "type": "double"},
                          {"name": "lines", "type": {"type": "array", "items": "string"}, "default": []},
                          {"name": "tags", "type": {"type": "map", "values": "string"}}
                        ]}
                        """);
        assertThatThrownBy(() -> RecordTable.of("orders", nested, SchemaOverrides.NONE))
                .isInstanceOf(UnusableDataException.class)
                .hasMessageContaining("'lines' of type array")
                .hasMessageContaining("'tags' of type map")
                .hasMessageContaining("columns: {lines: {drop: true}}");
        ColumnOverride drop = new ColumnOverride(null, null, null, true);
        SchemaOverrides overrides = new SchemaOverrides(null, Map.of("lines", drop, "tags", drop));
        assertThatThrownBy(() -> RecordTable.of("orders", nested, overrides))
                .isInstanceOf(UnusableDataException.class)
                .hasMessageContaining("found neither in 'tags'")
                .hasMessageNotContaining("'lines'");
    }

    @Test
    void shouldReadTheOtherFieldsWhenOneIsDropped() throws Exception {
        ColumnOverride drop = new ColumnOverride(null, null, null, true);
        try (RecordTable records = RecordTable.of("orders", SCHEMA, new SchemaOverrides(null, Map.of("city", drop)))) {
            records.add(order(1));
            records.add(order(2));
            try (TableSource source = records.source()) {
                assertThat(source.schema().indexOf("city")).isEmpty();
                assertThat(source.schema().indexOf("local")).isPresent();
            }
        }
    }
}
