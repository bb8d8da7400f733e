/**
 * The forms that people's own data comes in: folders of pictures, CSV, npz. Each is read strictly and as a stream, and no
 * file gets more memory than what is really in it needs.
 */
@NullMarked
package org.mnist.data.format;

import org.jspecify.annotations.NullMarked;
