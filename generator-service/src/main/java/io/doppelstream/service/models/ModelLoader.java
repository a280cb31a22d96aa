package io.doppelstream.service.models;

import io.doppelstream.model.pack.Folders;
import io.doppelstream.model.pack.ModelArchive;
import io.doppelstream.model.pack.ModelPackage;
import io.doppelstream.model.pack.ModelPackageException;
import io.doppelstream.model.store.DamagedArchiveException;
import io.doppelstream.model.store.ModelStore;
import io.doppelstream.schemas.ModelPublished;
import io.doppelstream.service.config.ModelSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings a published version from its store into memory, by way of a folder on disk named by digest. */
public final class ModelLoader {
    private static final Logger log = LoggerFactory.getLogger(ModelLoader.class);

    /** A model needs its package only while it is loaded. */
    private static final int MOST_CACHED = 32;

    private final ModelSettings settings;
    private final PackageCache cache;
    private final Function<ModelPublished, ModelStore> stores;

    public ModelLoader(ModelSettings settings, Function<ModelPublished, ModelStore> stores) {
        this.settings = settings;
        this.cache = new PackageCache(settings.cacheDir(), MOST_CACHED);
        this.stores = stores;
    }

    /**
     * Fetches, checks and loads a version.
     *
     * @throws ModelPackageException when the package cannot be used: trying again does not help
     * @throws ModelUnavailableException when it could not be fetched
     */
    public LoadedModel load(ModelPublished published) throws ModelPackageException {
        if (!published.getDigest().matches("[0-9a-f]{64}")) {
            throw new ModelPackageException(
                    "Expected a SHA-256 digest in hexadecimal, found '" + published.getDigest() + "'");
        }
        try {
            ModelPackage source = onDisk(published);
            cache.used(published.getDigest());
            requireIdentity(published, source);
            return LoadedModel.load(source, settings);
        } catch (DamagedArchiveException e) {
            throw new ModelPackageException(e.getMessage(), e);
        } catch (IOException e) {
            throw new ModelUnavailableException(
                    "Expected model " + label(published) + " from the store '" + published.getStore() + "', found: "
                            + e,
                    e);
        }
    }

    private ModelPackage onDisk(ModelPublished published) throws IOException, ModelPackageException {
        Path folder = cache.folder(published.getDigest());
        if (Files.exists(folder)) {
            try {
                return requireDigest(published, ModelPackage.open(folder));
            } catch (ModelPackageException e) {
                log.warn("Fetching model {} again: {}", label(published), e.getMessage());
                Folders.delete(folder);
            }
        }
        byte[] archive = stores.apply(published)
                .get(published.getDigest())
                .orElseThrow(() -> new ModelUnavailableException(
                        "Expected model " + label(published) + " in the store '" + published.getStore()
                                + "', found no complete archive of digest " + published.getDigest()));
        try {
            return ModelArchive.unpack(archive, folder, published.getDigest());
        } catch (java.nio.file.FileAlreadyExistsException | java.nio.file.DirectoryNotEmptyException e) {
            if (!Files.exists(folder)) {
                // It is not this folder that exists already, but something else where it should be.
                throw e;
            }
            log.debug("Another process unpacked {} at the same time", folder, e);
            return requireDigest(published, ModelPackage.open(folder));
        }
    }

    private static ModelPackage requireDigest(ModelPublished published, ModelPackage found)
            throws ModelPackageException {
        if (!found.digest().equals(published.getDigest())) {
            throw new ModelPackageException(
                    "Expected digest " + published.getDigest() + " in the cache, found " + found.digest());
        }
        return found;
    }

    private static void requireIdentity(ModelPublished published, ModelPackage source) throws ModelPackageException {
        String found = source.manifest().name() + "/" + source.manifest().version();
        if (!found.equals(label(published))) {
            throw new ModelPackageException(
                    "Expected a package of model " + label(published) + ", found one of " + found);
        }
    }

    static String label(ModelPublished published) {
        return published.getName() + "/" + published.getVersion();
    }
}
