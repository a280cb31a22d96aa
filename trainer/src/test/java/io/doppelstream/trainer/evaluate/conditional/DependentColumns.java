package io.doppelstream.trainer.evaluate.conditional;

import io.doppelstream.model.condition.Condition;
import io.doppelstream.model.condition.ConditionParser;
import io.doppelstream.model.condition.ConditionSyntaxException;
import io.doppelstream.model.data.ColumnData;
import io.doppelstream.model.data.Table;
import io.doppelstream.model.schema.Column;
import io.doppelstream.model.schema.Role;
import io.doppelstream.model.schema.TableSchema;
import io.doppelstream.model.schema.ValueType;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** Three whole columns, each half the one before and half noise, and a filter by the conditions that the metric draws. */
final class DependentColumns {

    private DependentColumns() {}

    static Table table(int rows, long seed) {
        Random random = new Random(seed);
        long[] a =
                IntStream.range(0, rows).mapToLong(row -> random.nextInt(1000)).toArray();
        long[] b = IntStream.range(0, rows)
                .mapToLong(row -> a[row] + random.nextInt(300))
                .toArray();
        long[] c = IntStream.range(0, rows)
                .mapToLong(row -> b[row] + random.nextInt(300))
                .toArray();
        return new Table(
                new TableSchema(List.of(column("a"), column("b"), column("c")), null),
                List.of(new ColumnData.Longs(a), new ColumnData.Longs(b), new ColumnData.Longs(c)));
    }

    static Table matching(Table table, List<String> where) {
        return table.select(IntStream.range(0, table.rows())
                .filter(row -> where.stream().allMatch(condition -> holds(table, row, condition)))
                .toArray());
    }

    private static boolean holds(Table table, int row, String where) {
        try {
            Condition.Range range =
                    (Condition.Range) ConditionParser.parse(where).get(0);
            double value = table.column(table.schema().require(range.column())).number(row);
            return value >= Double.parseDouble(range.low().text())
                    && value <= Double.parseDouble(range.high().text());
        } catch (ConditionSyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Column column(String name) {
        return new Column(name, new ValueType.Whole(), new Role.Continuous(), false);
    }
}
