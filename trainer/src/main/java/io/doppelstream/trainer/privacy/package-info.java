/** Optional differential privacy: accountant, private releases of marginals, clipped and noised gradients. */
package io.doppelstream.trainer.privacy;
