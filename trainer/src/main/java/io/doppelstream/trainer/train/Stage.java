package io.doppelstream.trainer.train;

import java.util.HashSet;
import java.util.List;
import java.util.Objects;

/**
 * A part of the training with players and losses of its own, such as a warm-up or a resolution.
 *
 * @param name for reports
 * @param share of the budget, in (0, 1]
 * @param order how the updates of a round follow each other
 * @param updates at least one, with distinct players
 */
public record Stage(String name, double share, Order order, List<Update> updates) {

    /** How the updates of a round follow each other. */
    public enum Order {
        /** One after another, each on batches of its own and seeing what the one before did. */
        ALTERNATING,
        /** All on one batch in one run: every gradient is taken before any weight changes. */
        SIMULTANEOUS
    }

    public Stage {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(order, "order");
        updates = List.copyOf(updates);
        if (!(share > 0 && share <= 1)) {
            throw new IllegalArgumentException(
                    "expected a share of the budget in (0, 1] for the stage " + name + ", found " + share);
        }
        if (updates.isEmpty()) {
            throw new IllegalArgumentException("expected updates in the stage " + name + ", found none");
        }
        List<String> players = updates.stream().map(Update::player).toList();
        if (new HashSet<>(players).size() < players.size()) {
            throw new IllegalArgumentException("expected distinct players in the stage " + name + ", found " + players);
        }
        if (order == Order.SIMULTANEOUS && updates.stream().anyMatch(update -> update.stepsPerRound() != 1)) {
            throw new IllegalArgumentException(
                    "expected one step in a round for every player of the simultaneous stage " + name + ", found "
                            + updates.stream().map(Update::stepsPerRound).toList());
        }
    }
}
