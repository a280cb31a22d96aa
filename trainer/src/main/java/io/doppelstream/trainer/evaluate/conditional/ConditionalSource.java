package io.doppelstream.trainer.evaluate.conditional;

import io.doppelstream.model.data.Table;
import java.util.List;
import java.util.Optional;

/** A model that is asked for rows that meet conditions. */
@FunctionalInterface
public interface ConditionalSource {

    /**
     * Rows that meet all conditions, of the real table's schema; empty if the model cannot be asked for them.
     *
     * @param where conditions as {@code --where} takes them
     */
    Optional<Table> sample(List<String> where, int rows);
}
