package io.doppelstream.trainer.evaluate;

import io.doppelstream.model.data.ColumnData;
import io.doppelstream.model.data.Table;
import io.doppelstream.model.schema.Column;
import io.doppelstream.model.schema.Role;
import io.doppelstream.model.schema.TableSchema;
import io.doppelstream.model.schema.ValueType;
import java.util.ArrayList;
import java.util.List;

/** Tables of a few rows, columns named c0, c1 and so on; categories are a, b, c and d. */
public final class SmallTables {

    private SmallTables() {}

    public static Table table(ColumnData... data) {
        List<Column> columns = new ArrayList<>();
        for (ColumnData column : data) {
            String name = "c" + columns.size();
            if (column instanceof ColumnData.Codes) {
                Role role = new Role.Categorical(List.of("a", "b", "c", "d"));
                columns.add(new Column(name, new ValueType.Text(), role, true));
            } else if (column instanceof ColumnData.Longs) {
                columns.add(new Column(name, new ValueType.Whole(), new Role.Continuous(), true));
            } else {
                columns.add(new Column(name, new ValueType.Floating(), new Role.Continuous(), true));
            }
        }
        return new Table(new TableSchema(columns, null), List.of(data));
    }

    public static ColumnData doubles(double... values) {
        return new ColumnData.Doubles(values);
    }

    public static ColumnData longs(long... values) {
        return new ColumnData.Longs(values);
    }

    /** -1 is null. */
    public static ColumnData codes(int... values) {
        return new ColumnData.Codes(values);
    }
}
