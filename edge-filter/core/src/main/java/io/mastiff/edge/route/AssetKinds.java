package io.mastiff.edge.route;

import io.mastiff.event.AssetKind;

/** Tells assets from pages by the path's extension. */
final class AssetKinds {
  private AssetKinds() {}

  /** The kind of asset at {@code path[0..end-1]}, or {@link AssetKind#ASSET_NONE} for a page. */
  static AssetKind of(String path, int end) {
    int slash = path.lastIndexOf('/', end - 1);
    int dot = path.lastIndexOf('.', end - 1);
    if (dot <= slash || end - dot > 12) {
      return AssetKind.ASSET_NONE;
    }
    if (path.startsWith("/favicon.ico", slash) && end - slash == 12) {
      return AssetKind.FAVICON;
    }
    return switch (path.substring(dot + 1, end).toLowerCase(java.util.Locale.ROOT)) {
      case "css" -> AssetKind.CSS;
      case "js", "mjs" -> AssetKind.SCRIPT;
      case "png", "jpg", "jpeg", "gif", "webp", "avif", "svg", "ico", "bmp" -> AssetKind.IMAGE;
      case "woff", "woff2", "ttf", "otf", "eot" -> AssetKind.FONT;
      case "map", "mp4", "webm", "mp3", "webmanifest", "swf" -> AssetKind.ASSET_OTHER;
      default -> AssetKind.ASSET_NONE;
    };
  }
}
