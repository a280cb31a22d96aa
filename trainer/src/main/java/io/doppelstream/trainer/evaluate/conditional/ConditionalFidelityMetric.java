package io.doppelstream.trainer.evaluate.conditional;

import io.doppelstream.model.data.ColumnData;
import io.doppelstream.model.data.Table;
import io.doppelstream.trainer.evaluate.EvaluationLimits;
import io.doppelstream.trainer.evaluate.fidelity.ColumnScore;
import io.doppelstream.trainer.evaluate.fidelity.ColumnShapes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Measures {@link ConditionalFidelity}. Random conditions are laid around a random real row: on each of one to three
 * random columns the row's category, or the range from its number to that of another random row. Only conditions that
 * enough real rows meet are kept, and none that all rows meet.
 *
 * <p>The real rows are all there are, training rows included: a rare condition is met by too few others.
 */
public final class ConditionalFidelityMetric {

    private static final int FEWEST_REAL_ROWS = 200;
    private static final int MOST_COLUMNS = 3;
    /** Of so many random conditions there is one of a rare value. */
    private static final int RANDOM_TO_RARE = 3;

    private static final double RARE_SHARE = 0.01;
    private static final int FEWEST_RARE_ROWS = 50;
    private static final int MOST_TRIES = 3000;

    private final Table real;
    private final ConditionalSource source;
    private final EvaluationLimits limits;
    private final Random random;
    private final List<Integer> columns;

    private ConditionalFidelityMetric(Table real, ConditionalSource source, EvaluationLimits limits, long seed) {
        this.real = real;
        this.source = source;
        this.limits = limits;
        random = new Random(seed);
        columns = IntStream.range(0, real.schema().size())
                .filter(column -> real.schema().column(column).learned())
                .boxed()
                .toList();
    }

    /**
     * Measures a model.
     *
     * @param real all real rows
     * @param limits number of conditions and of rows under each
     * @param seed of the conditions
     */
    public static ConditionalFidelity of(Table real, ConditionalSource source, EvaluationLimits limits, long seed) {
        ConditionalFidelityMetric metric = new ConditionalFidelityMetric(real, source, limits, seed);
        return new ConditionalFidelity(metric.random(), metric.rare());
    }

    private List<ConditionScore> random() {
        List<ConditionScore> scores = new ArrayList<>();
        for (int tried = 0; tried < MOST_TRIES && scores.size() < limits.conditions(); tried++) {
            List<DrawnCondition> drawn = draw();
            int[] rows = matching(drawn);
            if (rows.length >= FEWEST_REAL_ROWS && rows.length < real.rows()) {
                score(drawn, rows).ifPresent(scores::add);
            }
        }
        return scores;
    }

    private List<DrawnCondition> draw() {
        int row = random.nextInt(real.rows());
        List<Integer> shuffled = new ArrayList<>(columns);
        Collections.shuffle(shuffled, random);
        // A column must be left to look at.
        int count = Math.min(1 + random.nextInt(MOST_COLUMNS), shuffled.size() - 1);
        List<DrawnCondition> drawn = new ArrayList<>();
        for (int column :
                shuffled.subList(0, Math.max(0, count)).stream().sorted().toList()) {
            drawn.add(DrawnCondition.around(real, column, row, random.nextInt(real.rows())));
        }
        return drawn;
    }

    private List<ConditionScore> rare() {
        List<DrawnCondition> values = new ArrayList<>();
        for (int column : columns) {
            int latest = column;
            firstRowsOfRareValues(column).forEach(row -> values.add(DrawnCondition.around(real, latest, row, row)));
        }
        Collections.shuffle(values, random);
        List<ConditionScore> scores = new ArrayList<>();
        for (DrawnCondition value : values.subList(0, Math.min(limits.conditions() / RANDOM_TO_RARE, values.size()))) {
            score(List.of(value), matching(List.of(value))).ifPresent(scores::add);
        }
        return scores;
    }

    private List<Integer> firstRowsOfRareValues(int column) {
        ColumnData data = real.column(column);
        Map<Double, int[]> counts = new HashMap<>();
        for (int row = 0; row < data.size(); row++) {
            int first = row;
            counts.computeIfAbsent(data.number(row), value -> new int[] {first, 0})[1]++;
        }
        return counts.values().stream()
                .filter(count -> count[1] >= FEWEST_RARE_ROWS && count[1] <= RARE_SHARE * data.size())
                .map(count -> count[0])
                .sorted()
                .toList();
    }

    private int[] matching(List<DrawnCondition> conditions) {
        return IntStream.range(0, real.rows())
                .filter(row -> conditions.stream().allMatch(condition -> condition.holds(real, row)))
                .toArray();
    }

    private Optional<ConditionScore> score(List<DrawnCondition> conditions, int[] rows) {
        List<String> where = conditions.stream()
                .map(condition -> condition.condition().toString())
                .toList();
        return source.sample(where, limits.conditionedRows())
                .map(synthetic -> new ConditionScore(
                        where,
                        rows.length,
                        (double) rows.length / real.rows(),
                        meanShape(conditions, real.select(rows), synthetic)));
    }

    /** Mean over the columns without a condition. */
    private double meanShape(List<DrawnCondition> conditions, Table given, Table synthetic) {
        List<String> bound = conditions.stream()
                .map(condition -> real.schema().column(condition.column()).name())
                .toList();
        return ColumnShapes.of(given, synthetic).stream()
                .filter(score -> !bound.contains(score.column()) && !Double.isNaN(score.score()))
                .mapToDouble(ColumnScore::score)
                .average()
                .orElse(Double.NaN);
    }
}
