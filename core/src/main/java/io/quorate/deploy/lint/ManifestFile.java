// SPDX-License-Identifier: Apache-2.0
package io.quorate.deploy.lint;

/**
 * A file that is looked at.
 *
 * @param name its name: {@code .yaml}, {@code .yml} and {@code .json} are read as YAML, {@code .properties} as properties of a
 *     broker, {@code .env} as variables
 * @param content its text
 */
public record ManifestFile(String name, String content) {}
