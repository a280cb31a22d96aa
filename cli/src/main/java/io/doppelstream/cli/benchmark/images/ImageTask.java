package io.doppelstream.cli.benchmark.images;

import io.doppelstream.cli.benchmark.measure.Gate;
import io.doppelstream.cli.terminal.UserException;
import io.doppelstream.model.data.Table;
import io.doppelstream.model.data.UnusableDataException;
import io.doppelstream.model.image.ImageOptions;
import io.doppelstream.model.image.ImageSet;
import io.doppelstream.model.image.ImageSource;
import io.doppelstream.trainer.gan.SampleKind;
import io.doppelstream.trainer.image.Digits;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Images of the benchmark and what is asked of a model of them.
 *
 * @param name for reports
 * @param images to learn from
 * @param test images of the figures; empty: a fifth of the others is set aside by the seed
 */
record ImageTask(String name, ImageSet images, Optional<ImageSet> test) {

    /** Where Debian's package dataset-fashion-mnist puts its files. */
    static final Path INSTALLED = Path.of("/usr/share/datasets/fashion-mnist");

    /** Kind that others are compared with. */
    static final String VANILLA = "vanilla";

    private static final String DCGAN = "dcgan";
    private static final String FASHION = "fashion-mnist";
    private static final String DIGITS = "digits";
    private static final double HOLDOUT = 0.2;
    private static final List<String> ENDINGS = List.of("-images-idx3-ubyte.gz", "-images-idx3-ubyte");

    /** Figure that holds the FID ratio of a model against that of kind vanilla, of the same seed and time. */
    static final String AGAINST_VANILLA = "fidRatioToVanilla";

    /**
     * Fashion-MNIST (H. Xiao, K. Rasul, R. Vollgraf, 2017) of a folder or, where that is null, of its Debian package; else the
     * digits that come with the program.
     */
    static ImageTask of(Path data) throws UnusableDataException {
        if (data != null || Files.isDirectory(INSTALLED)) {
            Path folder = data == null ? INSTALLED : data;
            return new ImageTask(FASHION, read(folder, "train"), Optional.of(read(folder, "t10k")));
        }
        return new ImageTask(DIGITS, Digits.load(), Optional.empty());
    }

    private static ImageSet read(Path folder, String part) throws UnusableDataException {
        Path file = ENDINGS.stream()
                .map(ending -> folder.resolve(part + ending))
                .filter(Files::exists)
                .findFirst()
                .orElseThrow(() -> new UserException("Expected the files of Fashion-MNIST in " + folder + ", found no "
                        + part + ENDINGS.get(0) + " there: install Debian's package dataset-fashion-mnist, or leave"
                        + " --data out for the digits that come with the program"));
        return ImageSource.read(file, ImageOptions.NONE).images();
    }

    /** Images to learn from and, second, those of the figures, as tables. */
    Table.Split split(long seed) {
        return test.map(held -> new Table.Split(images.table(), held.table()))
                .orElseGet(() -> images.table().split(HOLDOUT, seed));
    }

    /** What is asked of a kind; the kinds that the same run has decide what it can be compared with. */
    List<Gate> gates(SampleKind kind, List<String> kinds) {
        boolean fashion = name.equals(FASHION);
        double accuracy = fashion ? 0.88 : 0.96;
        List<Gate> gates = new ArrayList<>();
        gates.add(Gate.atLeast(ImageTrial.FINISHED, 1, 1));
        gates.add(Gate.atLeast("images.classifierAccuracy", accuracy, accuracy));
        if (!fashion) {
            int classes = images.classes().size();
            gates.add(Gate.atLeast("images.classesCovered", classes, classes));
            gates.add(Gate.atMost("images.klToUniform", 0.1, 0.1));
            return gates;
        }
        if (kind.kind().equals(DCGAN)) {
            gates.add(Gate.atMost("images.fidRatio", 6, 3));
            if (kinds.contains(VANILLA)) {
                gates.add(Gate.atMost(AGAINST_VANILLA, 1, 1));
            }
        }
        if (kind.conditional()) {
            gates.add(Gate.atLeast("images.labelAgreement", 0.95, 0.98));
        }
        return gates;
    }
}
