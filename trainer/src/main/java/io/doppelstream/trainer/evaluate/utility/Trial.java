package io.doppelstream.trainer.evaluate.utility;

import io.doppelstream.model.data.Table;
import io.doppelstream.trainer.evaluate.learner.Learner;
import java.util.Map;
import java.util.Optional;

/** One task for a learner. */
interface Trial {

    /**
     * Why these rows are of no use.
     *
     * @param target name of the target
     * @param what the rows
     * @return empty where they are
     */
    Optional<String> problem(String target, String what, Table rows);

    /** Scores by name of a learner trained on some rows and tested on others. */
    Map<String, Double> scores(Learner learner, Table train, Table test);
}
