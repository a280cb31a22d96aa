package io.doppelstream.benchmarks;

import io.doppelstream.model.data.ColumnData;
import io.doppelstream.model.data.Table;
import io.doppelstream.model.schema.Column;
import io.doppelstream.model.schema.Role;
import io.doppelstream.model.schema.TableSchema;
import io.doppelstream.model.schema.ValueType;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** A table of the shape of the bank marketing table: ten categorical columns, seven of whole numbers. */
final class Tables {

    private static final int CATEGORICAL = 10;
    private static final int NUMBERS = 7;
    private static final int CATEGORIES = 8;

    private Tables() {}

    static Table like(int rows, long seed) {
        Random random = new Random(seed);
        List<String> vocabulary =
                IntStream.range(0, CATEGORIES).mapToObj(i -> "category-" + i).toList();
        List<Column> columns = new ArrayList<>();
        List<ColumnData> data = new ArrayList<>();
        for (int i = 0; i < CATEGORICAL; i++) {
            columns.add(new Column("c" + i, new ValueType.Text(), new Role.Categorical(vocabulary), false));
            data.add(new ColumnData.Codes(random.ints(rows, 0, CATEGORIES).toArray()));
        }
        for (int i = 0; i < NUMBERS; i++) {
            columns.add(new Column("n" + i, new ValueType.Whole(), new Role.Continuous(), false));
            data.add(new ColumnData.Longs(random.longs(rows, 0, 100_000).toArray()));
        }
        return new Table(new TableSchema(columns, null), data);
    }
}
