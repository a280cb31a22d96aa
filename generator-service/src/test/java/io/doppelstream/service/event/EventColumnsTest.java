package io.doppelstream.service.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.doppelstream.model.schema.Column;
import io.doppelstream.model.schema.Role;
import io.doppelstream.model.schema.TableSchema;
import io.doppelstream.model.schema.ValueType;
import io.doppelstream.model.score.EventFeatures;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.util.List;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.junit.jupiter.api.Test;

class EventColumnsTest {
    private static final TableSchema TABLE = new TableSchema(
            List.of(
                    new Column("id", new ValueType.Text(), new Role.Identifier(Role.Identifier.Format.TEXT), false),
                    new Column("job", new ValueType.Text(), new Role.Categorical(List.of("admin", "student")), true),
                    new Column("level", new ValueType.Whole(), new Role.Categorical(List.of("1", "2")), false),
                    new Column("amount", new ValueType.Decimal(10, 2), new Role.Continuous(), false),
                    new Column("seen", new ValueType.Timestamp("UTC"), new Role.Continuous(), false),
                    new Column("ratio", new ValueType.Floating(), new Role.Continuous(), false)),
            null);

    private static final Schema AMOUNT = LogicalTypes.decimal(12, 3).addToSchema(Schema.create(Schema.Type.BYTES));
    private static final Schema MILLIS = LogicalTypes.timestampMillis().addToSchema(Schema.create(Schema.Type.LONG));

    private static Schema schema() {
        return SchemaBuilder.record("Event")
                .fields()
                .name("ratio")
                .type()
                .unionOf()
                .nullType()
                .and()
                .floatType()
                .endUnion()
                .noDefault()
                .name("seen")
                .type(MILLIS)
                .noDefault()
                .name("amount")
                .type(AMOUNT)
                .noDefault()
                .requiredInt("level")
                .optionalString("job")
                .requiredString("more")
                .endRecord();
    }

    private static GenericRecord event(Object job, int level, String amount, Float ratio) {
        GenericRecord event = new GenericData.Record(schema());
        event.put("ratio", ratio);
        event.put("seen", 5_000L);
        event.put(
                "amount", ByteBuffer.wrap(new BigDecimal(amount).unscaledValue().toByteArray()));
        event.put("level", level);
        event.put("job", job);
        event.put("more", "x");
        return event;
    }

    @Test
    void shouldReadFieldsOfOtherTypesInFinalUnits() throws UnusableEventException {
        EventColumns columns = EventColumns.of(TABLE, schema());

        assertThat(columns.values(event("student", 2, "12.340", 0.1f))).containsExactly(0, 1, 1, 1_234, 5_000_000, 0.1);
    }

    @Test
    void shouldTellUnseenCategoriesFromNulls() throws UnusableEventException {
        EventColumns columns = EventColumns.of(TABLE, schema());
        GenericRecord unseen = event("pilot", 3, "0.000", Float.NaN);

        assertThat(columns.values(unseen))
                .containsExactly(0, EventFeatures.UNSEEN, EventFeatures.UNSEEN, 0, 5_000_000, Double.NaN);
        assertThat(columns.text(unseen, 1)).isEqualTo("pilot");
        assertThat(columns.values(event(null, 1, "0.000", null))[1]).isNaN();
        assertThat(columns.text(event(null, 1, "0.000", null), 1)).isNull();
    }

    @Test
    void shouldNameEveryFieldThatIsMissingOrOfAnotherKind() {
        Schema other = SchemaBuilder.record("Other")
                .fields()
                .requiredString("job")
                .requiredBoolean("amount")
                .requiredLong("seen")
                .requiredDouble("ratio")
                .endRecord();

        assertThatThrownBy(() -> EventColumns.of(TABLE, other))
                .isInstanceOf(UnusableEventException.class)
                .hasMessageContaining("a field level, found none")
                .hasMessageContaining("the field amount to hold values of a column of type decimal(10, 2)")
                .hasMessageContaining("the field seen to hold values of a column of type timestamp(UTC)");
    }

    @Test
    void shouldRefuseATextThatIsNoNumber() throws UnusableEventException {
        TableSchema table =
                new TableSchema(List.of(new Column("age", new ValueType.Whole(), new Role.Continuous(), false)), null);
        Schema texts =
                SchemaBuilder.record("Texts").fields().requiredString("age").endRecord();
        EventColumns columns = EventColumns.of(table, texts);
        GenericRecord event = new GenericData.Record(texts);

        event.put("age", "41");
        assertThat(columns.values(event)).containsExactly(41);
        event.put("age", "old");
        assertThatThrownBy(() -> columns.values(event))
                .isInstanceOf(UnusableEventException.class)
                .hasMessageContaining("found 'old'");
    }
}
