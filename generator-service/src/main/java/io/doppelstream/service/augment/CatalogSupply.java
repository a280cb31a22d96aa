package io.doppelstream.service.augment;

import io.doppelstream.model.condition.Condition;
import io.doppelstream.model.condition.ConditionOutcome;
import io.doppelstream.model.condition.Literal;
import io.doppelstream.schemas.deadletter.ReasonCode;
import io.doppelstream.service.config.AugmentationSettings;
import io.doppelstream.service.models.LoadedModel;
import io.doppelstream.service.models.LoadedModels;
import io.doppelstream.service.models.ModelCatalog;
import io.doppelstream.service.models.ModelChoice;
import io.doppelstream.service.topology.Patience;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Asks the model itself. The segment becomes a condition where the model has that column and can be conditioned on it. A model that is
 * not published is asked for again only after a while: the catalog reads to the end of its topic each time.
 */
final class CatalogSupply implements Supply {
    private static final Duration PAUSE = Duration.ofSeconds(5);
    /** The model does not know the column at all: it makes records of all segments. */
    private static final Set<ReasonCode> WITHOUT_SEGMENT =
            Set.of(ReasonCode.UNKNOWN_COLUMN, ReasonCode.COLUMN_NOT_CONDITIONABLE);

    private final AugmentationSettings settings;
    private final String rare;
    private final ModelCatalog catalog;
    private final Patience patience;
    private Answer.Waiting waiting;
    private long askedAt;

    CatalogSupply(AugmentationSettings settings, ModelCatalog catalog, Patience patience) {
        this.settings = settings;
        this.rare = settings.rare().toString();
        this.catalog = catalog;
        this.patience = patience;
    }

    @Override
    public Answer of(String segment) {
        if (waiting != null && System.nanoTime() - askedAt < PAUSE.toNanos()) {
            return waiting;
        }
        waiting = null;
        ModelChoice choice = patience.call(
                "find model " + settings.model(),
                () -> catalog.choose(settings.model(), Optional.ofNullable(settings.modelVersion()), settings.name()));
        if (choice instanceof ModelChoice.Chosen chosen) {
            try (LoadedModels.Lease lease = chosen.lease()) {
                return of(segment, lease.model());
            }
        }
        waiting = new Answer.Waiting(((ModelChoice.Unknown) choice).message());
        askedAt = System.nanoTime();
        return waiting;
    }

    private Answer of(String segment, LoadedModel model) {
        if (!segment.isEmpty()) {
            List<String> both = List.of(rare, condition(segment));
            if (!(model.compile(both) instanceof ConditionOutcome.Rejected rejected)) {
                return new Answer.Available(both);
            } else if (!WITHOUT_SEGMENT.contains(rejected.reason())) {
                return new Answer.Impossible(rejected.message());
            }
        }
        return model.compile(List.of(rare)) instanceof ConditionOutcome.Rejected rejected
                ? new Answer.Impossible(rejected.message())
                : new Answer.Available(List.of(rare));
    }

    /** A segment is written as in a condition already, quotes included. */
    private String condition(String segment) {
        return segment.equals("null")
                ? new Condition.IsNull(settings.segment(), false).toString()
                : new Condition.In(settings.segment(), List.of(new Literal(segment, false)), false).toString();
    }
}
