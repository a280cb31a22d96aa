package io.doppelstream.model.codec;

/**
 * The lattice that the values of a numeric column lie on: {@code (origin + k * step) / scale} for integer k. Keeps integers
 * whole, amounts in cents, salaries in thousands and timestamps at midnight.
 *
 * @param origin offset of the lattice, in units of {@code 1 / scale}
 * @param step distance of two neighbours in units of {@code 1 / scale}; 0: no lattice, every double is allowed
 * @param scale 1 for integers, a power of ten for decimals
 */
public record Grid(double origin, double step, double scale) {

    /** Every double. */
    public static final Grid NONE = new Grid(0, 0, 1);
    /** The integers. */
    public static final Grid WHOLE = new Grid(0, 1, 1);

    /** Checks the numbers. */
    public Grid {
        if (!(step >= 0) || !(scale > 0) || !Double.isFinite(origin)) {
            throw new IllegalArgumentException(
                    "Expected step >= 0, scale > 0 and a finite origin, found " + step + ", " + scale + ", " + origin);
        }
    }

    /** The lattice point nearest to a value; the value itself where there is no lattice. */
    public double round(double value) {
        return step == 0 ? value : (Math.floor((value * scale - origin) / step + 0.5) * step + origin) / scale;
    }

    /** Half the distance of two neighbours. */
    public double half() {
        return step / scale / 2;
    }

    /** Whether a value is a lattice point, up to rounding of doubles. */
    public boolean contains(double value) {
        return step == 0 || Math.abs(round(value) - value) <= 1e-9 * Math.max(1, Math.abs(value));
    }

    /**
     * The finest lattice that holds all of these values: whole or decimal with at most 6 places; {@link #NONE} where there
     * is none.
     *
     * @param values finite values
     */
    public static Grid of(double[] values) {
        for (double scale = 1; scale <= 1e6; scale *= 10) {
            if (allWhole(values, scale)) {
                return lattice(values, scale);
            }
        }
        return NONE;
    }

    private static boolean allWhole(double[] values, double scale) {
        for (double value : values) {
            double scaled = value * scale;
            // Shortest decimals parse to the nearest double: the quotient must give back exactly that double.
            if (Math.abs(scaled) > 9e15 || Math.rint(scaled) / scale != value) {
                return false;
            }
        }
        return true;
    }

    private static Grid lattice(double[] values, double scale) {
        if (values.length == 0) {
            return WHOLE;
        }
        long origin = Math.round(values[0] * scale);
        long step = 0;
        for (double value : values) {
            step = gcd(step, Math.abs(Math.round(value * scale) - origin));
            if (step == 1) {
                return new Grid(0, 1, scale);
            }
        }
        return step == 0 ? new Grid(0, 1, scale) : new Grid(Math.floorMod(origin, step), step, scale);
    }

    private static long gcd(long a, long b) {
        while (b != 0) {
            long rest = a % b;
            a = b;
            b = rest;
        }
        return a;
    }
}
