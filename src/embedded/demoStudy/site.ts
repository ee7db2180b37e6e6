export type Site = {
  id: string;
  name: string;
  country: string;
  investigatorId: string;
  investigator: string;
};

type Place = Omit<Site, 'id' | 'investigatorId'>;
const PLACES: readonly [Place, ...Place[]] = [
  { name: 'Riverside Clinic, Building "B"', country: 'USA', investigator: "O'Hara, Maeve" },
  { name: 'Bệnh viện Sông Hồng', country: 'VNM', investigator: 'Nguyễn Thị Ánh' },
  { name: 'Γενικό Νοσοκομείο Άνδρου', country: 'GRC', investigator: 'Παπαδάκης, Νίκος' },
  { name: '青葉大学病院', country: 'JPN', investigator: '佐藤 花子' },
  { name: 'Klinikum Süd & Söhne', country: 'DEU', investigator: 'Groß, Jürgen' },
  { name: 'Centre hospitalier de l’Étang', country: 'FRA', investigator: 'Lefèvre, Zoé' },
  { name: '한빛의료원', country: 'KOR', investigator: '김 서연' },
  { name: 'Клиника «Заря»', country: 'BGR', investigator: 'Иванова, Мария' },
];

/** One site for about twelve subjects, but no fewer than four. */
export function countSites(subjects: number): number {
  return Math.max(4, Math.ceil(subjects / 12));
}

/** Its id has leading zeros, as real ones have. */
export function createSite(index: number): Site {
  const place = PLACES[index % PLACES.length] ?? PLACES[0];
  const round = Math.floor(index / PLACES.length);
  return {
    ...place,
    name: round === 0 ? place.name : `${place.name} ${round + 1}`,
    id: String(7 + 5 * index).padStart(3, '0'),
    investigatorId: `INV-${String(index + 1).padStart(4, '0')}`,
  };
}
