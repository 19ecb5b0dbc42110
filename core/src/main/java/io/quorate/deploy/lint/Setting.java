// SPDX-License-Identifier: Apache-2.0
package io.quorate.deploy.lint;

import java.util.Optional;

/**
 * A property of a broker, or a variable.
 *
 * @param key its name
 * @param value its value, or empty if the files do not tell, which is neither right nor wrong
 * @param place where it is set
 */
record Setting(String key, Optional<String> value, LintFinding.Place place) {
    static Setting of(String key, String value, LintFinding.Place place) {
        return new Setting(key, Optional.of(value), place);
    }
}
