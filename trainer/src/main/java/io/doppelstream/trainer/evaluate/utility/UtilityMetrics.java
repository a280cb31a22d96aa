package io.doppelstream.trainer.evaluate.utility;

import io.doppelstream.model.data.Table;
import io.doppelstream.trainer.evaluate.EvaluationLimits;
import io.doppelstream.trainer.evaluate.learner.Learner;
import io.doppelstream.trainer.evaluate.learner.TargetClasses;
import io.doppelstream.trainer.evaluate.score.RowSample;
import io.doppelstream.trainer.evaluate.utility.Utility.Scores;
import io.doppelstream.trainer.evaluate.utility.Utility.Task;
import java.util.Optional;

/**
 * Train on synthetic, test on real (TSTR), beside the same learners trained on real rows. Both sides are trained on
 * the rows they have, up to the limit.
 */
public final class UtilityMetrics {

    private static final int MOST_CLASSES = 100;

    private final int target;
    private final EvaluationLimits limits;
    private final long seed;

    /**
     * Metrics of a target.
     *
     * @param target index of its column
     * @param seed of the learners and of all sampling
     */
    public UtilityMetrics(int target, EvaluationLimits limits, long seed) {
        this.target = target;
        this.limits = limits;
        this.seed = seed;
    }

    /**
     * Trains and tests.
     *
     * @param train real rows
     * @param synthetic synthetic rows
     * @param test real rows that are in neither
     */
    public Utility compute(Table train, Table synthetic, Table test) {
        String name = train.schema().column(target).name();
        Optional<String> unavailable = Learner.unavailable();
        if (unavailable.isPresent()) {
            return new Utility.NotMeasured(name, unavailable.get());
        }
        Table real = RowSample.atMost(limits.learnerRows(), train, seed);
        Table generated = RowSample.atMost(limits.learnerRows(), synthetic, seed + 1);
        Table tested = RowSample.atMost(limits.testRows(), test, seed + 2);
        Optional<TargetClasses> classes = TargetClasses.of(target, train, test);
        if (classes.isPresent() && classes.get().count() > MOST_CLASSES) {
            return new Utility.NotMeasured(
                    name,
                    "Expected a target of at most " + MOST_CLASSES + " classes, found "
                            + classes.get().count() + " in '" + name + "': name another target");
        }
        Trial trial =
                classes.isPresent() ? new ClassificationTrial(classes.get(), seed) : new RegressionTrial(target, seed);
        Optional<String> problem = trial.problem(name, "real rows to train on", real)
                .or(() -> trial.problem(name, "synthetic rows", generated))
                .or(() -> trial.problem(name, "real rows to test on", tested));
        if (problem.isPresent()) {
            return new Utility.NotMeasured(name, problem.get());
        }
        return new Utility.Measured(
                name,
                classes.isPresent() ? Task.CLASSIFICATION : Task.REGRESSION,
                scores(trial, Learner.TUNED_TREES, real, generated, tested),
                scores(trial, Learner.LINEAR, real, generated, tested),
                real.rows(),
                generated.rows(),
                tested.rows());
    }

    private static Scores scores(Trial trial, Learner learner, Table real, Table synthetic, Table test) {
        return new Scores(trial.scores(learner, real, test), trial.scores(learner, synthetic, test));
    }
}
