package io.doppelstream.trainer.evaluate;

import io.doppelstream.model.data.Table;
import io.doppelstream.trainer.evaluate.diagnostic.SourceFacts;
import java.util.Optional;

/**
 * What is evaluated. All tables have one schema.
 *
 * @param real rows that the model was not trained on: the hold-out
 * @param synthetic rows judged
 * @param train rows that the model was trained on, for the privacy figures and as the real side of the utility
 * @param source facts of the files that the tables were read from
 * @param options what else is asked
 * @param seed of all sampling, folds and learners
 */
public record EvaluationInput(
        Table real, Table synthetic, Optional<Table> train, SourceFacts source, EvaluationOptions options, long seed) {

    public EvaluationInput {
        requireSame(real, synthetic, "synthetic");
        train.ifPresent(table -> requireSame(real, table, "training"));
        options.check(real.schema());
    }

    /** Of rows that a model made by the schema of the real ones. */
    public EvaluationInput(Table real, Table synthetic, Optional<Table> train, EvaluationOptions options, long seed) {
        this(real, synthetic, train, SourceFacts.SAME_SCHEMA, options, seed);
    }

    private static void requireSame(Table real, Table other, String what) {
        if (!other.schema().columns().equals(real.schema().columns())) {
            throw new IllegalArgumentException(
                    "Expected the schema of the real rows (" + real.schema().names() + ") in the " + what
                            + " ones, found another (" + other.schema().names() + ")");
        }
    }
}
