/** Foreign text made safe to keep and show: cleaned, cut, escaped for Markdown; hashes, bounded buffers and caches. */
@ApplicationModule(allowedDependencies = {})
package dev.firebreak.text;

import org.springframework.modulith.ApplicationModule;
