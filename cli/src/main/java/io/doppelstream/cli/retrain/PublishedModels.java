package io.doppelstream.cli.retrain;

import io.doppelstream.cli.cluster.ClusterOptions;
import io.doppelstream.cli.terminal.UserException;
import io.doppelstream.model.pack.ModelArchive;
import io.doppelstream.model.pack.ModelPackage;
import io.doppelstream.model.pack.ModelPackageException;
import io.doppelstream.schemas.ModelAlias;
import io.doppelstream.schemas.ModelPublished;
import io.doppelstream.schemas.registry.SchemaRegistry;
import io.doppelstream.schemas.serde.SerdeConfig;
import io.doppelstream.service.config.KafkaSettings;
import io.doppelstream.service.models.ModelStores;
import io.doppelstream.service.publish.AliasLister;
import io.doppelstream.service.publish.LifecycleOutcome;
import io.doppelstream.service.publish.ModelLifecycle;
import io.doppelstream.service.publish.ModelLister;
import io.doppelstream.service.publish.ModelPublisher;
import io.doppelstream.service.publish.Publication;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The published versions of a cluster: finds, fetches, adds, promotes. */
final class PublishedModels {

    private final ClusterOptions cluster;
    private final SchemaRegistry registry;
    private final ModelLister models;
    private final AliasLister aliases;

    /** @param registry stays the caller's to close */
    PublishedModels(ClusterOptions cluster, SchemaRegistry registry) {
        this.cluster = cluster;
        this.registry = registry;
        this.models = new ModelLister(
                cluster.client(), cluster.topics().catalogue().models().name(), registry);
        this.aliases = new AliasLister(
                cluster.client(), cluster.topics().catalogue().aliases().name(), registry);
    }

    /** A published version, retired or not. */
    Optional<ModelPublished> find(String model, String version) {
        return models.find(model, version);
    }

    /** Versions of a model that are in use, in the order of their publication. */
    List<String> versions(String model) {
        return models.list().stream()
                .filter(published -> published.getName().equals(model) && published.getRetiredAt() == null)
                .map(ModelPublished::getVersion)
                .toList();
    }

    Optional<ModelAlias> alias(String model, String alias) {
        return aliases.list().stream()
                .filter(known ->
                        known.getModel().equals(model) && known.getAlias().equals(alias))
                .findFirst();
    }

    /** Brings a version's package into a folder, unless it is there already. */
    ModelPackage fetch(String model, String version, Path folder) throws IOException, ModelPackageException {
        ModelPublished published = find(model, version)
                .orElseThrow(() -> new UserException("Expected a published version of model '" + model
                        + "' as the champion, one of " + versions(model) + ", found '" + version
                        + "': doppel models lists them"));
        if (Files.exists(folder)) {
            return ModelPackage.open(folder);
        }
        byte[] archive = ModelStores.of(
                        cluster.topics().catalogue().modelArtifacts().name(), cluster.client())
                .apply(published)
                .get(published.getDigest())
                .orElseThrow(() -> new UserException("Expected the champion " + model + " " + version
                        + " in the store '" + published.getStore() + "', found no complete archive of digest "
                        + published.getDigest() + ": publish it again"));
        return ModelArchive.unpack(archive, folder, published.getDigest());
    }

    /** Publishes, or finds that it was published before. */
    void publish(ModelPackage model) throws IOException {
        Publication publication = new ModelPublisher(
                        kafka(), cluster.topics(), registry, SerdeConfig.from(cluster.registryClient()))
                .publish(model);
        if (publication instanceof Publication.Refused refused) {
            throw new UserException(refused.message());
        }
    }

    /** Lets an alias stand for a version. */
    void promote(String model, String version, String alias) throws IOException {
        LifecycleOutcome outcome = new ModelLifecycle(
                        kafka(), cluster.topics(), registry, SerdeConfig.from(cluster.registryClient()))
                .promote(model, version, alias);
        if (outcome instanceof LifecycleOutcome.Refused refused) {
            throw new UserException(refused.message());
        }
    }

    private KafkaSettings kafka() {
        return new KafkaSettings(cluster.bootstrap(), cluster.client());
    }
}
