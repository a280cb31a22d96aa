package io.doppelstream.cli.benchmark.fraud;

import io.doppelstream.cli.terminal.UserException;
import io.doppelstream.model.condition.ConditionedRows;
import io.doppelstream.model.data.ColumnData;
import io.doppelstream.model.data.Table;
import io.doppelstream.model.data.TableReader;
import io.doppelstream.model.data.UnusableDataException;
import io.doppelstream.model.schema.Column;
import io.doppelstream.model.schema.SchemaOverrides;
import io.doppelstream.model.schema.TableSchema;
import io.doppelstream.trainer.evaluate.augmentation.LabelledRows;
import io.doppelstream.trainer.evaluate.augmentation.Partition;
import io.doppelstream.trainer.evaluate.privacy.RowHashes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * The rows of a task, ready to be split.
 *
 * @param labelled rows in order of time, where they have one, without its columns
 * @param target index of the column that says which rows are rare
 */
record FraudRows(FraudTask task, LabelledRows labelled, int target) {

    private static final List<String> MONTHS =
            List.of("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec");
    private static final int LETTERS = 3;
    /** Of thinning out: the table is the same for every seed. */
    private static final long SEED = 1;

    /**
     * Reads a table.
     *
     * @param most rows that are kept, drawn at random where there are more
     */
    static FraudRows read(FraudTask task, int most) throws UnusableDataException {
        Table table = TableReader.read(task.file(), SchemaOverrides.NONE);
        if (task.order() == FraudTask.Order.BY_COLUMNS) {
            table = withoutColumns(sorted(table, task.time()), task.time());
        }
        if (task.rareShare() > 0) {
            table = thinned(distinct(table), task);
        }
        Random random = new Random(SEED);
        double kept = (double) most / table.rows();
        table = kept < 1 ? select(table, row -> random.nextDouble() < kept) : table;
        ConditionedRows rare = ConditionedRows.of(table, task.where());
        return new FraudRows(task, new LabelledRows(table, rare.holds()), rare.column());
    }

    /** Split by time, the same for every seed, or at random by the seed. */
    Partition split(long seed) {
        return ordered() ? Partition.byTime(labelled) : Partition.atRandom(labelled, seed);
    }

    /** Whether the split is by time. */
    boolean ordered() {
        return task.order() != FraudTask.Order.NONE;
    }

    /** Sorts by the least significant column first; sorting is stable. */
    private static Table sorted(Table table, List<String> time) {
        List<Integer> order =
                new ArrayList<>(IntStream.range(0, table.rows()).boxed().toList());
        for (int at = time.size() - 1; at >= 0; at--) {
            int index = table.schema().require(time.get(at));
            double[] place = places(table.schema().column(index), table.column(index));
            order.sort(Comparator.comparingDouble(row -> place[row]));
        }
        return table.select(order.stream().mapToInt(Integer::intValue).toArray());
    }

    private static double[] places(Column column, ColumnData data) {
        if (!column.learned()) {
            throw new UserException("Expected --time columns that hold a time, found '" + column.name()
                    + "', which is constant or an identifier, such as numbers without a gap");
        }
        List<Integer> months = column.categorical()
                ? column.vocabulary().stream().map(FraudRows::month).toList()
                : List.of();
        if (months.contains(-1)) {
            throw new UserException("Expected --time columns of numbers, dates, timestamps or names of months, found '"
                    + column.vocabulary().get(months.indexOf(-1)) + "' in '" + column.name() + "'");
        }
        return IntStream.range(0, data.size())
                .mapToDouble(row -> data.isNull(row) || !column.categorical()
                        ? data.number(row)
                        : months.get((int) data.number(row)))
                .toArray();
    }

    private static int month(String text) {
        return MONTHS.indexOf(
                text.length() < LETTERS ? text : text.substring(0, LETTERS).toLowerCase(Locale.ROOT));
    }

    private static Table withoutColumns(Table table, List<String> names) {
        TableSchema schema = table.schema();
        List<Integer> kept = IntStream.range(0, schema.size())
                .filter(index -> !names.contains(schema.column(index).name()))
                .boxed()
                .toList();
        return new Table(
                new TableSchema(kept.stream().map(schema::column).toList(), null),
                kept.stream().map(table::column).toList());
    }

    private static Table distinct(Table table) {
        long[] hashes = RowHashes.of(table);
        Set<Long> seen = new HashSet<>();
        return select(table, row -> seen.add(hashes[row]));
    }

    private static Table thinned(Table table, FraudTask task) {
        boolean[] rare = ConditionedRows.of(table, task.where()).holds();
        long positives =
                IntStream.range(0, rare.length).filter(row -> rare[row]).count();
        long others = rare.length - positives;
        double kept = task.rareShare() / (1 - task.rareShare()) * others / positives;
        Random random = new Random(SEED);
        return select(table, row -> !rare[row] || random.nextDouble() < kept);
    }

    private static Table select(Table table, IntPredicate kept) {
        return table.select(IntStream.range(0, table.rows()).filter(kept).toArray());
    }
}
