package io.doppelstream.cli.benchmark.fraud;

import io.doppelstream.cli.benchmark.measure.Gate;
import io.doppelstream.cli.benchmark.measure.GateTable;
import io.doppelstream.cli.terminal.TextTable;
import io.doppelstream.trainer.evaluate.augmentation.Arm;
import io.doppelstream.trainer.evaluate.augmentation.Arm.Method;
import io.doppelstream.trainer.evaluate.augmentation.ArmsBySeed;
import io.doppelstream.trainer.evaluate.augmentation.Difference;
import io.doppelstream.trainer.evaluate.augmentation.Difference.Figure;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * One table over all seeds.
 *
 * @param minutes of a model's training
 * @param seeds that were run
 * @param split how rows were split
 * @param recommendedShare of the rare class, chosen on validation rows; 0: no augmentation
 * @param bestShare of conditioned rows on validation rows, 0 left out
 * @param smoteShare the same of SMOTE
 * @param arms means over the seeds
 * @param comparisons paired differences on the test rows
 * @param seconds of all seeds, trainings of models included
 * @param gates what became of the two that must be kept, on the average precision
 */
record FraudReport(
        String table,
        double minutes,
        int seeds,
        String split,
        FraudTrial.Part train,
        FraudTrial.Part validation,
        FraudTrial.Part test,
        double recommendedShare,
        double bestShare,
        double smoteShare,
        List<Line> arms,
        List<Comparison> comparisons,
        double seconds,
        String machine,
        Map<String, Gate.Verdict> gates) {

    private static final String RECOMMENDED = "recommended";
    private static final String REAL = "real";
    private static final String SMOTE = "smote";

    /** Means of one arm. */
    record Line(
            String method, double share, double synthetic, double validation, double averagePrecision, double recall) {}

    /** One arm less another, with the 95 % confidence interval of each figure. */
    record Comparison(String of, String against, Interval averagePrecision, Interval recall) {}

    /** A mean and its interval. */
    record Interval(double mean, double low, double high) {
        static Interval of(Difference difference) {
            return new Interval(difference.mean(), difference.low(), difference.high());
        }

        @Override
        public String toString() {
            return String.format(Locale.ROOT, "%+.4f [%+.4f, %+.4f]", mean, low, high);
        }

        /** Worse beyond noise misses, better beyond noise is more than was asked for. */
        Gate.Verdict verdict() {
            return high < 0 ? Gate.Verdict.MISSED : low > 0 ? Gate.Verdict.STRETCH : Gate.Verdict.MUST;
        }
    }

    /** @param trials of one table, at least one */
    static FraudReport of(List<FraudTrial> trials) {
        FraudTrial first = trials.get(0);
        ArmsBySeed arms = new ArmsBySeed(trials.stream().map(FraudTrial::arms).toList(), first.ordered());
        double recommended = arms.recommended();
        double best = arms.best(Method.CONDITIONED);
        double smote = arms.best(Method.SMOTE);
        List<Arm> real = arms.arms(Method.REAL, 0);
        List<Arm> ours = arms.conditioned(recommended);
        List<Arm> others = arms.arms(Method.SMOTE, smote);
        List<Comparison> comparisons = List.of(
                comparison(RECOMMENDED, ours, REAL, real, arms),
                comparison(RECOMMENDED, ours, SMOTE, others, arms),
                comparison(RECOMMENDED, ours, "weights", arms.arms(Method.WEIGHTS, 0), arms),
                comparison("conditioned", arms.conditioned(best), REAL, real, arms),
                comparison("conditioned", arms.conditioned(best), SMOTE, others, arms),
                comparison(SMOTE, others, REAL, real, arms),
                comparison("weights", arms.arms(Method.WEIGHTS, 0), REAL, real, arms),
                comparison("synthetic_positives", arms.arms(Method.SYNTHETIC_POSITIVES, 0), REAL, real, arms));
        Map<String, Gate.Verdict> gates = new TreeMap<>();
        gates.put("notWorseThanReal", comparisons.get(0).averagePrecision().verdict());
        gates.put("notWorseThanSmote", comparisons.get(1).averagePrecision().verdict());
        return new FraudReport(
                first.plan().table(),
                first.plan().minutes(),
                trials.size(),
                first.ordered() ? "by time" : "at random",
                first.train(),
                first.validation(),
                first.test(),
                recommended,
                best,
                smote,
                first.arms().stream()
                        .map(arm -> line(arms, arm.method(), arm.share()))
                        .toList(),
                comparisons,
                trials.stream()
                        .mapToDouble(trial -> trial.modelSeconds() + trial.seconds())
                        .sum(),
                first.machine(),
                gates);
    }

    private static Line line(ArmsBySeed arms, Method method, double share) {
        return new Line(
                method.name().toLowerCase(Locale.ROOT),
                share,
                arms.arms(method, share).stream()
                        .mapToInt(Arm::synthetic)
                        .average()
                        .orElseThrow(),
                arms.mean(Figure.VALIDATION_PRECISION, method, share),
                arms.mean(Figure.PRECISION, method, share),
                arms.mean(Figure.RECALL, method, share));
    }

    private static Comparison comparison(String of, List<Arm> one, String against, List<Arm> other, ArmsBySeed arms) {
        return new Comparison(
                of,
                against,
                Interval.of(Difference.of(Figure.PRECISION, one, other, arms.sameRows())),
                Interval.of(Difference.of(Figure.RECALL, one, other, arms.sameRows())));
    }

    /** For people: figures of all arms, comparisons, gates and the recommendation. */
    static String text(List<FraudReport> reports) {
        TextTable figures = new TextTable("table", "method", "share", "synthetic", "validation", "AUPRC", "recall");
        TextTable differences = new TextTable("table", "less", "", "AUPRC", "recall", "reached");
        StringBuilder advice = new StringBuilder();
        for (FraudReport report : reports) {
            for (Line line : report.arms) {
                figures.row(
                        report.table,
                        line.method,
                        line.share == 0 ? "" : line.share,
                        Math.round(line.synthetic),
                        GateTable.number(line.validation),
                        GateTable.number(line.averagePrecision),
                        GateTable.number(line.recall));
            }
            for (Comparison comparison : report.comparisons) {
                boolean gate = comparison.of.equals(RECOMMENDED)
                        && Stream.of(REAL, SMOTE).anyMatch(comparison.against::equals);
                differences.row(
                        report.table,
                        comparison.of,
                        comparison.against,
                        comparison.averagePrecision,
                        comparison.recall,
                        gate ? comparison.averagePrecision.verdict() : "");
            }
            advice.append(report.advice()).append(System.lineSeparator());
        }
        String gap = System.lineSeparator();
        return figures + gap + differences + gap + advice;
    }

    private String advice() {
        String rows = "%s, %d seeds, split %s, rows (rare) %s to learn from, %s to choose by, %s to test: "
                .formatted(table, seeds, split, train, validation, test);
        return rows
                + (recommendedShare == 0
                        ? "recommended is no augmentation, nothing was clearly better on the validation rows"
                        : "recommended is a share of " + recommendedShare);
    }
}
