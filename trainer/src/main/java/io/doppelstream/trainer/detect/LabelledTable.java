package io.doppelstream.trainer.detect;

import io.doppelstream.model.condition.Condition;
import io.doppelstream.model.condition.ConditionParser;
import io.doppelstream.model.condition.ConditionSyntaxException;
import io.doppelstream.model.condition.RowFilter;
import io.doppelstream.model.data.Table;
import io.doppelstream.model.schema.TableSchema;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A table whose anomalies are known, apart from what says so: the columns of the label are no longer in it.
 *
 * @param rows all rows
 * @param anomaly whether each is an anomaly
 */
public record LabelledTable(Table rows, boolean[] anomaly) {

    /** Told apart from the seed of the normal rows. */
    private static final long SEED_OFFSET = 0x2545F4914F6CDD1DL;

    /**
     * Labels a table.
     *
     * @param where conditions joined by {@code and}, which anomalies meet
     * @throws IllegalArgumentException if it cannot be parsed, or no row or every row meets it
     */
    public static LabelledTable of(Table table, String where) {
        List<Condition> conditions = parse(where);
        boolean[] anomaly = RowFilter.matching(table, conditions);
        LabelledTable labelled = new LabelledTable(without(table, conditions), anomaly);
        int anomalies = labelled.indices(true).length;
        if (anomalies == 0 || anomalies == table.rows()) {
            throw new IllegalArgumentException("Expected rows that meet '" + where + "' and rows that do not, found "
                    + anomalies + " of " + table.rows() + " that do");
        }
        return labelled;
    }

    private static List<Condition> parse(String where) {
        try {
            return ConditionParser.parse(where);
        } catch (ConditionSyntaxException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    private static Table without(Table table, List<Condition> conditions) {
        Set<String> labels = conditions.stream().map(Condition::column).collect(Collectors.toSet());
        int[] kept = IntStream.range(0, table.schema().size())
                .filter(column -> !labels.contains(table.schema().column(column).name()))
                .toArray();
        if (kept.length == 0) {
            throw new IllegalArgumentException("Expected columns beside those of the label, found only " + labels);
        }
        String key =
                labels.contains(table.schema().key()) ? null : table.schema().key();
        return new Table(
                new TableSchema(
                        IntStream.of(kept).mapToObj(table.schema()::column).toList(), key),
                IntStream.of(kept).mapToObj(table::column).toList());
    }

    /**
     * What a training gets.
     *
     * @param training rows to fit
     * @param holdout rows of the same kind that are not
     * @param labelled rows to choose the default score by, none of them in the training
     */
    public record Split(Table training, Table holdout, Optional<LabelledRows> labelled) {}

    /**
     * Splits at random.
     *
     * @param normalOnly whether the fit has no anomalies: they are all there to choose by
     * @param share share of the rows that is held out, in [0, 1)
     */
    public Split split(boolean normalOnly, double share, long seed) {
        Table.Split normal = rows.select(indices(false)).split(share, seed);
        Table anomalies = rows.select(indices(true));
        if (normalOnly) {
            return new Split(normal.first(), normal.second(), labelled(normal.second(), anomalies));
        }
        Table.Split rare = anomalies.split(share, seed + SEED_OFFSET);
        return new Split(
                normal.first().followedBy(rare.first()),
                normal.second().followedBy(rare.second()),
                labelled(normal.second(), rare.second()));
    }

    private static Optional<LabelledRows> labelled(Table normal, Table anomalies) {
        return Optional.of(new LabelledRows(normal, anomalies)).filter(LabelledRows::enough);
    }

    /** Number of anomalies. */
    public int anomalies() {
        return indices(true).length;
    }

    private int[] indices(boolean wanted) {
        return IntStream.range(0, anomaly.length)
                .filter(row -> anomaly[row] == wanted)
                .toArray();
    }
}
