package io.doppelstream.trainer.report;

import io.doppelstream.model.data.Table;
import io.doppelstream.model.schema.Column;
import io.doppelstream.model.schema.TableSchema;
import io.doppelstream.trainer.evaluate.fidelity.ColumnPairTrends;
import io.doppelstream.trainer.evaluate.fidelity.PairScore;
import io.doppelstream.trainer.evaluate.score.Means;
import io.doppelstream.trainer.evaluate.score.RowSample;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Strength of the relation of each two columns, real beside synthetic. Equally many rows of both: Cramer's V is the larger the
 * fewer rows there are.
 *
 * @param names the columns, in the order of the schema
 * @param real strength in [0, 1], names.size() x names.size(), symmetric; NaN where it is not defined
 * @param synthetic the same
 * @param rows rows of each side
 * @param columns number of learned columns there are
 */
public record Associations(List<String> names, double[][] real, double[][] synthetic, int rows, int columns) {

    /** More would not be readable. */
    static final int MOST_COLUMNS = 40;

    public Associations {
        names = List.copyOf(names);
    }

    static Associations of(Table real, Table synthetic, List<PairScore> pairs, long seed) {
        List<String> learned = real.schema().columns().stream()
                .filter(Column::learned)
                .map(Column::name)
                .toList();
        Set<String> chosen = learned.size() <= MOST_COLUMNS ? Set.copyOf(learned) : worst(learned, pairs);
        int[] columns = learned.stream()
                .filter(chosen::contains)
                .mapToInt(name -> real.schema().require(name))
                .toArray();
        int rows = Math.min(real.rows(), synthetic.rows());
        Table a = columns.length == 0 ? real : project(RowSample.atMost(rows, real, seed), columns);
        Table b = columns.length == 0 ? synthetic : project(RowSample.atMost(rows, synthetic, seed + 1), columns);
        return new Associations(
                learned.stream().filter(chosen::contains).toList(),
                ColumnPairTrends.associations(a),
                ColumnPairTrends.associations(b),
                rows,
                learned.size());
    }

    /** The columns of the worst pairs, then those whose pairs have the lowest mean score. */
    private static Set<String> worst(List<String> learned, List<PairScore> pairs) {
        Set<String> chosen = new LinkedHashSet<>();
        WorstFirst.pairs(pairs, MOST_COLUMNS / 4).forEach(pair -> chosen.addAll(pair.columns()));
        Map<String, Double> means = new HashMap<>();
        for (String name : learned) {
            double mean = Means.of(
                    pairs.stream().filter(pair -> pair.columns().contains(name)).mapToDouble(PairScore::score));
            means.put(name, Double.isNaN(mean) ? 1 : mean);
        }
        List<String> ranked =
                learned.stream().sorted(Comparator.comparingDouble(means::get)).toList();
        for (int next = 0; chosen.size() < MOST_COLUMNS; next++) {
            chosen.add(ranked.get(next));
        }
        return chosen;
    }

    private static Table project(Table table, int[] columns) {
        return new Table(
                new TableSchema(
                        Arrays.stream(columns).mapToObj(table.schema()::column).toList(), null),
                Arrays.stream(columns).mapToObj(table::column).toList());
    }

    /** Strength of a pair on one side; NaN if a column is not among these. */
    double strength(double[][] side, List<String> pair) {
        int first = names.indexOf(pair.get(0));
        int second = names.indexOf(pair.get(1));
        return first < 0 || second < 0 ? Double.NaN : side[first][second];
    }
}
