// SPDX-License-Identifier: Apache-2.0
package io.quorate.deploy;

/**
 * A file that was rendered. The same topology gives the same bytes.
 *
 * @param path where it belongs, below the directory of all of them
 * @param content its text
 */
public record RenderedFile(String path, String content) {}
