package io.mastiff.edge.route;

import io.mastiff.event.AssetKind;

/** Tells assets from pages by the path's extension. */
final class AssetKinds {
  private AssetKinds() {}

  /** The kind of asset, or {@link AssetKind#ASSET_NONE} for a page. */
  static AssetKind of(String path) {
    int slash = path.lastIndexOf('/');
    int dot = path.lastIndexOf('.');
    if (dot <= slash || path.length() - dot > 12) {
      return AssetKind.ASSET_NONE;
    }
    if (path.endsWith("/favicon.ico")) {
      return AssetKind.FAVICON;
    }
    return switch (path.substring(dot + 1).toLowerCase(java.util.Locale.ROOT)) {
      case "css" -> AssetKind.CSS;
      case "js", "mjs" -> AssetKind.SCRIPT;
      case "png", "jpg", "jpeg", "gif", "webp", "avif", "svg", "ico", "bmp" -> AssetKind.IMAGE;
      case "woff", "woff2", "ttf", "otf", "eot" -> AssetKind.FONT;
      case "map", "mp4", "webm", "mp3", "webmanifest", "swf" -> AssetKind.ASSET_OTHER;
      default -> AssetKind.ASSET_NONE;
    };
  }
}
