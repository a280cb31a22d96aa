package io.doppelstream.cli.retrain;

import static org.assertj.core.api.Assertions.assertThat;

import io.doppelstream.model.data.ColumnData;
import io.doppelstream.model.data.Table;
import io.doppelstream.model.schema.Column;
import io.doppelstream.model.schema.Role;
import io.doppelstream.model.schema.TableSchema;
import io.doppelstream.model.schema.ValueType;
import io.doppelstream.model.score.EventFeatures;
import java.util.List;
import org.junit.jupiter.api.Test;

class ModelEventsTest {

    private static Column category(String name, ValueType type, String... vocabulary) {
        return new Column(name, type, new Role.Categorical(List.of(vocabulary)), true);
    }

    private static Column number(String name, ValueType type) {
        return new Column(name, type, new Role.Continuous(), true);
    }

    @Test
    void shouldReadRecordsAsTheModelKnowsThem() {
        ValueType text = new ValueType.Text();
        ValueType whole = new ValueType.Whole();
        Table records = new Table(
                new TableSchema(
                        List.of(
                                category("size", text, "large", "small"),
                                category("floor", whole, "3", "12"),
                                number("price", new ValueType.Decimal(6, 1)),
                                new Column("shop", text, new Role.Constant("north"), false)),
                        null),
                List.of(
                        new ColumnData.Codes(new int[] {0, 1, ColumnData.NULL_CODE}),
                        new ColumnData.Codes(new int[] {1, 0, 0}),
                        new ColumnData.Longs(new long[] {15, ColumnData.NULL_LONG, -7}),
                        new ColumnData.Unlearned(3)));
        TableSchema model = new TableSchema(
                List.of(
                        number("price", new ValueType.Floating()),
                        category("size", text, "small", "medium"),
                        number("floor", whole),
                        category("shop", text, "south", "north"),
                        number("age", whole),
                        new Column("id", text, new Role.Constant("x"), false)),
                null);

        ModelEvents events = new ModelEvents(records, model);
        double none = Double.NaN;
        assertThat(events.at(0)).containsExactly(1.5, EventFeatures.UNSEEN, 12, 1, none, none);
        assertThat(events.at(1)).containsExactly(none, 0, 3, 1, none, none);
        assertThat(events.at(2)).containsExactly(-0.7, none, 3, 1, none, none);
    }
}
