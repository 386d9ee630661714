/** Foreign text made safe to keep and show: cleaned, cut, escaped for Markdown; hashes and bounded buffers. */
@ApplicationModule(allowedDependencies = {})
package dev.firebreak.text;

import org.springframework.modulith.ApplicationModule;
