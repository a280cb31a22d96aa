/** The kinds of image GAN. */
package io.doppelstream.cli.benchmark.images;
