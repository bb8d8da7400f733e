/** Results as a person reads them: tables, texts, progress, and the files that figures are written to. */
package org.mnist.cli.output;
