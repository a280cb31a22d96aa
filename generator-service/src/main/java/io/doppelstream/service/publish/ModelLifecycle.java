package io.doppelstream.service.publish;

import io.doppelstream.model.pack.Manifest;
import io.doppelstream.schemas.ModelAlias;
import io.doppelstream.schemas.ModelPublished;
import io.doppelstream.schemas.Rival;
import io.doppelstream.schemas.RivalMode;
import io.doppelstream.schemas.registry.SchemaRegistry;
import io.doppelstream.schemas.serde.SerdeConfig;
import io.doppelstream.schemas.topic.TopicCreator;
import io.doppelstream.service.config.KafkaSettings;
import io.doppelstream.service.config.TopicSettings;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;

/**
 * Decides which published versions requests get: moves aliases, gives them rivals, retires versions. Each change reads what holds
 * and writes one record; of two at the same moment the later one holds.
 */
public final class ModelLifecycle {
    private static final int MOST_EARLIER = 10;

    private final KafkaSettings kafka;
    private final TopicSettings topics;
    private final ModelLister models;
    private final AliasLister aliases;
    private final KeyedWriter writer;

    /**
     * The life of the models of one installation.
     *
     * @param registry stays the caller's to close
     */
    public ModelLifecycle(KafkaSettings kafka, TopicSettings topics, SchemaRegistry registry, SerdeConfig serdes) {
        this.kafka = kafka;
        this.topics = topics;
        this.models =
                new ModelLister(kafka.properties(), topics.catalogue().models().name(), registry);
        this.aliases =
                new AliasLister(kafka.properties(), topics.catalogue().aliases().name(), registry);
        this.writer = new KeyedWriter(kafka.properties(), registry, serdes);
    }

    /** Lets an alias stand for a version, and ends its rival. The alias is made if there is none of that name. */
    public LifecycleOutcome promote(String model, String version, String alias) throws IOException {
        Manifest.checkName("alias", alias);
        return withVersion(model, version, published -> {
            Optional<ModelAlias> before = find(model, alias);
            if (before.isPresent()
                    && before.get().getVersion().equals(version)
                    && before.get().getRival() == null) {
                return new LifecycleOutcome.Done(name(model, alias) + " is version " + version + " already");
            }
            List<String> earlier = new ArrayList<>();
            before.ifPresent(known -> {
                earlier.addAll(known.getEarlier());
                if (!known.getVersion().equals(version)) {
                    earlier.add(0, known.getVersion());
                }
            });
            write(model, alias, version, earlier, null);
            return new LifecycleOutcome.Done(name(model, alias) + " is version " + version + " now"
                    + before.map(known -> ", it was " + describe(known)).orElse(""));
        });
    }

    /** Lets an alias stand for the version again that it stood for before the present one, and ends its rival. */
    public LifecycleOutcome rollback(String model, String alias) throws IOException {
        return withAlias(model, alias, known -> {
            List<String> earlier = known.getEarlier();
            List<String> usable = inUse(model);
            Optional<String> version = earlier.stream().filter(usable::contains).findFirst();
            if (version.isEmpty()) {
                return new LifecycleOutcome.Refused("Expected an earlier version of " + name(model, alias)
                        + " that is in use, found " + (earlier.isEmpty() ? "none" : earlier + ", all retired")
                        + ": name one with doppel models promote");
            }
            int left = earlier.indexOf(version.get()) + 1;
            write(model, alias, version.get(), earlier.subList(left, earlier.size()), null);
            return new LifecycleOutcome.Done(
                    name(model, alias) + " is version " + version.get() + " again, it was " + describe(known));
        });
    }

    /**
     * Gives an alias a rival.
     *
     * @param share share of the requests, above 0 and at most 1
     */
    public LifecycleOutcome split(String model, String version, String alias, RivalMode mode, double share)
            throws IOException {
        if (!(share > 0 && share <= 1)) {
            return new LifecycleOutcome.Refused("Expected a share above 0 and of at most 1, found " + share);
        }
        return withAlias(
                model,
                alias,
                known -> withVersion(model, version, published -> {
                    if (known.getVersion().equals(version)) {
                        return new LifecycleOutcome.Refused("Expected another version than the one that "
                                + name(model, alias) + " stands for, found " + version + " for both");
                    }
                    ModelAlias after = write(
                            model, alias, known.getVersion(), known.getEarlier(), new Rival(version, mode, share));
                    return new LifecycleOutcome.Done(name(model, alias) + " is version " + describe(after));
                }));
    }

    /** Ends the rival of an alias, if it has one. */
    public LifecycleOutcome endSplit(String model, String alias) throws IOException {
        return withAlias(model, alias, known -> {
            if (known.getRival() != null) {
                write(model, alias, known.getVersion(), known.getEarlier(), null);
            }
            return new LifecycleOutcome.Done(name(model, alias) + " is version " + known.getVersion()
                    + " for all requests" + (known.getRival() == null ? " already" : " now"));
        });
    }

    /** Removes an alias. */
    public LifecycleOutcome unalias(String model, String alias) throws IOException {
        return withAlias(model, alias, known -> {
            writer.remove(topics.catalogue().aliases().name(), AliasLister.key(model, alias));
            return new LifecycleOutcome.Done(name(model, alias) + " is removed, it was " + describe(known));
        });
    }

    /** Takes a version out of use: no new request gets it, those that have it go on, its artifact stays. */
    public LifecycleOutcome retire(String model, String version) throws IOException {
        Optional<ModelPublished> found = models.find(model, version);
        if (found.isPresent() && found.get().getRetiredAt() != null) {
            return new LifecycleOutcome.Done(
                    model + " " + version + " was retired at " + found.get().getRetiredAt() + " already");
        }
        return withVersion(model, version, published -> {
            List<String> named = aliasesOf(model).stream()
                    .filter(alias -> alias.getVersion().equals(version)
                            || (alias.getRival() != null
                                    && alias.getRival().getVersion().equals(version)))
                    .map(alias -> name(model, alias.getAlias()))
                    .toList();
            if (!named.isEmpty()) {
                return new LifecycleOutcome.Refused("Expected a version that no alias names, found " + named + " for "
                        + version + ": move them first with doppel models promote, split --end or unalias");
            }
            writer.write(
                    topics.catalogue().models().name(),
                    ModelLister.key(published),
                    ModelPublished.newBuilder(published).setRetiredAt(now()).build());
            List<String> left = inUse(model);
            return new LifecycleOutcome.Done(model + " " + version + " is retired, "
                    + (left.isEmpty()
                            ? "and no version of it is in use now"
                            : "the latest version is " + left.get(left.size() - 1)));
        });
    }

    /** A change that may find the cluster out of reach. */
    @FunctionalInterface
    private interface Change<T> {
        LifecycleOutcome of(T known) throws IOException;
    }

    private LifecycleOutcome withVersion(String model, String version, Change<ModelPublished> change)
            throws IOException {
        Optional<ModelPublished> found = models.find(model, version);
        if (found.isEmpty()) {
            return new LifecycleOutcome.Refused("Expected a published version of model '" + model + "' " + inUse(model)
                    + ", found '" + version + "': doppel models lists them");
        }
        if (found.get().getRetiredAt() != null) {
            return new LifecycleOutcome.Refused("Expected a version of model '" + model + "' that is in use "
                    + inUse(model) + ", found '" + version + "', which was retired at "
                    + found.get().getRetiredAt());
        }
        return change.of(found.get());
    }

    private LifecycleOutcome withAlias(String model, String alias, Change<ModelAlias> change) throws IOException {
        Optional<ModelAlias> found = find(model, alias);
        if (found.isEmpty()) {
            List<String> known =
                    aliasesOf(model).stream().map(ModelAlias::getAlias).toList();
            return new LifecycleOutcome.Refused("Expected an alias of model '" + model + "' " + known + ", found '"
                    + alias + "': set it with doppel models promote");
        }
        return change.of(found.get());
    }

    private List<String> inUse(String model) {
        return models.list().stream()
                .filter(published -> published.getName().equals(model) && published.getRetiredAt() == null)
                .map(ModelPublished::getVersion)
                .toList();
    }

    private List<ModelAlias> aliasesOf(String model) {
        return aliases.list().stream()
                .filter(alias -> alias.getModel().equals(model))
                .toList();
    }

    private Optional<ModelAlias> find(String model, String alias) {
        return aliasesOf(model).stream()
                .filter(known -> known.getAlias().equals(alias))
                .findFirst();
    }

    private ModelAlias write(String model, String alias, String version, List<String> earlier, Rival rival)
            throws IOException {
        try (Admin admin = Admin.create(kafka.properties())) {
            TopicCreator.createMissing(admin, List.of(topics.catalogue().aliases()), topics.replication());
        }
        ModelAlias changed = ModelAlias.newBuilder()
                .setModel(model)
                .setAlias(alias)
                .setVersion(version)
                .setEarlier(List.copyOf(earlier.subList(0, Math.min(MOST_EARLIER, earlier.size()))))
                .setRival(rival)
                .setUpdatedAt(now())
                .build();
        writer.write(topics.catalogue().aliases().name(), AliasLister.key(model, alias), changed);
        return changed;
    }

    private static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MILLIS);
    }

    private static String name(String model, String alias) {
        return model + "@" + alias;
    }

    /** What an alias stands for, in words. */
    public static String describe(ModelAlias alias) {
        Rival rival = alias.getRival();
        return alias.getVersion()
                + (rival == null
                        ? ""
                        : String.format(
                                Locale.ROOT,
                                rival.getMode() == RivalMode.SHADOW
                                        ? " with %s as a shadow of %s %% of the requests"
                                        : ", and %s for %s %% of the requests",
                                rival.getVersion(),
                                percent(rival.getShare())));
    }

    private static String percent(double share) {
        return BigDecimal.valueOf(share * 100)
                .setScale(4, RoundingMode.HALF_UP)
                .stripTrailingZeros()
                .toPlainString();
    }
}
