/** Images beside a training: samples of the moment and digits to try it with. */
package io.doppelstream.trainer.image;
