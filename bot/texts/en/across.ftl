# Stories in the other language
story-across = In the other language
across-possibly = Possibly the same, in { $language }: { $headline }
across-later = Related, in { $language }: { $headline }
